package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cudaEventCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaEventDestroy;
import static org.bytedeco.cuda.global.cudart.cudaEventDisableTiming;
import static org.bytedeco.cuda.global.cudart.cudaEventRecord;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaGraphInstantiate;
import static org.bytedeco.cuda.global.cudart.cudaGraphLaunch;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaMemsetAsync;
import static org.bytedeco.cuda.global.cudart.cudaStreamBeginCapture;
import static org.bytedeco.cuda.global.cudart.cudaStreamCaptureModeGlobal;
import static org.bytedeco.cuda.global.cudart.cudaStreamCaptureModeThreadLocal;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamEndCapture;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.bytedeco.cuda.global.cudart.cudaStreamWaitEvent;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;
import static org.epnas.nativecuda.simulated.TestDevice.at;
import static org.epnas.nativecuda.simulated.TestDevice.download;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.stream;
import static org.epnas.nativecuda.simulated.TestDevice.upload;

import java.util.concurrent.CompletableFuture;
import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Races between streams, and what a capture forbids. */
@OnSimulatedDevice(nvrtc = false)
class StreamMisuseTest {
  private static final int LAUNCH_FAILURE = 719;
  private static final int CAPTURE_UNSUPPORTED = 900;
  private static final int CAPTURE_INVALIDATED = 901;

  private final CUstream_st first = stream();
  private final CUstream_st second = stream();

  private static CUevent_st event() {
    CUevent_st event = new CUevent_st();
    ok(cudaEventCreateWithFlags(event, cudaEventDisableTiming));
    return event;
  }

  @Test
  void forgottenEvent() {
    FloatPointer x = allocate(4);
    ok(cudaMemsetAsync(x, 0, 16, first));
    assertThat(cudaMemsetAsync(x, 1, 16, second)).isEqualTo(LAUNCH_FAILURE);
    Reported.once()
        .contains("race between streams on allocation", "the write by a memset", "record an event");
  }

  @Test
  void eventOrdersTwoStreams() {
    FloatPointer x = upload(1, 1, 1, 1);
    CUevent_st written = event();
    ok(cudaMemsetAsync(x, 0xFF, 16, first));
    ok(cudaEventRecord(written, first));
    ok(cudaStreamWaitEvent(second, written, 0));
    ok(cudaMemsetAsync(x, 0, 16, second));
    ok(cudaStreamSynchronize(second));
    assertThat(download(x, 4)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void synchronisationOrdersTwoStreams() {
    FloatPointer x = allocate(4);
    ok(cudaMemsetAsync(x, 0xFF, 16, first));
    ok(cudaStreamSynchronize(first));
    ok(cudaMemsetAsync(x, 0, 16, second));
    ok(cudaStreamSynchronize(second));
    assertThat(download(x, 4)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void eventRecordedBeforeTheWorkDoesNotOrderIt() {
    FloatPointer x = allocate(4);
    CUevent_st early = event();
    ok(cudaEventRecord(early, first));
    ok(cudaMemsetAsync(x, 0, 16, first));
    ok(cudaStreamWaitEvent(second, early, 0));
    assertThat(cudaMemsetAsync(x, 1, 16, second)).isEqualTo(LAUNCH_FAILURE);
    Reported.once().contains("race between streams");
  }

  @Test
  void disjointPartsDoNotRace() {
    FloatPointer x = allocate(8);
    ok(cudaMemsetAsync(x, 0, 16, first));
    ok(cudaMemsetAsync(at(x, 4), 0, 16, second));
    ok(cudaStreamSynchronize(first));
    ok(cudaStreamSynchronize(second));
    assertThat(download(x, 8)).containsOnly(0);
  }

  @Test
  void destroyedStreamAndEvent() {
    CUstream_st alias = new CUstream_st(first);
    ok(cudaStreamDestroy(first));
    assertThat(cudaStreamSynchronize(alias)).isEqualTo(400);
    Reported.once().contains("cudaStreamSynchronize: stream", "was destroyed");
    CUevent_st event = event();
    CUevent_st eventAlias = new CUevent_st(event);
    ok(cudaEventDestroy(event));
    assertThat(cudaEventRecord(eventAlias, second)).isEqualTo(400);
    Reported.once().contains("cudaEventRecord: the event", "was destroyed");
  }

  @Test
  void allocationDuringCapture() {
    ok(cudaStreamBeginCapture(first, cudaStreamCaptureModeThreadLocal));
    assertThat(cudaMalloc(new FloatPointer((Pointer) null), 4)).isEqualTo(CAPTURE_UNSUPPORTED);
    Reported.once().contains("cudaMalloc: not permitted during capture");
    assertThat(cudaStreamEndCapture(first, new CUgraph_st())).isEqualTo(CAPTURE_INVALIDATED);
    Reported.once().contains("the capture was invalidated");
  }

  @Test
  void synchronisationDuringCapture() {
    ok(cudaStreamBeginCapture(first, cudaStreamCaptureModeGlobal));
    assertThat(cudaStreamSynchronize(first)).isEqualTo(CAPTURE_UNSUPPORTED);
    Reported.once().contains("cudaStreamSynchronize on a capturing stream");
    assertThat(cudaStreamEndCapture(first, new CUgraph_st())).isEqualTo(CAPTURE_INVALIDATED);
    Reported.once().isNotEmpty();
  }

  @Test
  void copyOfPageableMemoryDuringCapture() {
    FloatPointer x = allocate(1);
    ok(cudaStreamBeginCapture(first, cudaStreamCaptureModeThreadLocal));
    assertThat(cudaMemcpyAsync(x, new FloatPointer(1f), 4, cudaMemcpyHostToDevice, first))
        .isEqualTo(CAPTURE_UNSUPPORTED);
    Reported.once().contains("a copy of pageable host memory");
    assertThat(cudaStreamEndCapture(first, new CUgraph_st())).isEqualTo(CAPTURE_INVALIDATED);
    Reported.once().isNotEmpty();
  }

  @Test
  void anotherThreadMayAllocateDuringAThreadLocalCapture() {
    ok(cudaStreamBeginCapture(first, cudaStreamCaptureModeThreadLocal));
    ok(CompletableFuture.supplyAsync(() -> cudaMalloc(new FloatPointer((Pointer) null), 4)).join());
    ok(cudaStreamEndCapture(first, new CUgraph_st()));
  }

  @Test
  void anotherThreadMustNotAllocateDuringAGlobalCapture() {
    ok(cudaStreamBeginCapture(first, cudaStreamCaptureModeGlobal));
    int code =
        CompletableFuture.supplyAsync(() -> cudaMalloc(new FloatPointer((Pointer) null), 4)).join();
    assertThat(code).isEqualTo(CAPTURE_UNSUPPORTED);
    assertThat(cudaStreamEndCapture(first, new CUgraph_st())).isEqualTo(CAPTURE_INVALIDATED);
    Reported.first().contains("cudaMalloc: not permitted during capture");
  }

  @Test
  void forkThatIsNotJoined() {
    FloatPointer x = allocate(4);
    CUevent_st fork = event();
    ok(cudaStreamBeginCapture(first, cudaStreamCaptureModeThreadLocal));
    ok(cudaEventRecord(fork, first));
    ok(cudaStreamWaitEvent(second, fork, 0));
    ok(cudaMemsetAsync(x, 0, 16, second));
    assertThat(cudaStreamEndCapture(first, new CUgraph_st())).isEqualTo(904);
    Reported.once().contains("a forked stream was not joined");
  }

  @Test
  void raceWithinACapture() {
    FloatPointer x = allocate(4);
    CUevent_st fork = event();
    ok(cudaStreamBeginCapture(first, cudaStreamCaptureModeThreadLocal));
    ok(cudaEventRecord(fork, first));
    ok(cudaStreamWaitEvent(second, fork, 0));
    ok(cudaMemsetAsync(x, 0, 16, second));
    assertThat(cudaMemsetAsync(x, 1, 16, first)).isEqualTo(LAUNCH_FAILURE);
    cudaStreamEndCapture(first, new CUgraph_st());
    Reported.first().contains("race between streams");
  }

  @Test
  void replayAfterACapturedBufferWasFreed() {
    FloatPointer x = allocate(16);
    CUgraphExec_st graph = captureFill(x);
    ok(cudaGraphLaunch(graph, first));
    ok(cudaStreamSynchronize(first));
    ok(cudaFree(x));
    assertThat(cudaGraphLaunch(graph, first)).isEqualTo(700);
    Reported.once()
        .contains("cudaGraphLaunch: the captured work (a memset) uses allocation", "was freed");
  }

  @Test
  void replaysRunInOrder() {
    FloatPointer x = upload(1, 1, 1, 1);
    CUgraphExec_st graph = captureFill(x);
    assertThat(download(x, 4)).containsOnly(1);
    ok(cudaGraphLaunch(graph, first));
    ok(cudaStreamSynchronize(first));
    assertThat(download(x, 4)).containsOnly(0);
    assertThat(SimulatedDevice.get().counters().graphReplays()).isEqualTo(1);
  }

  private CUgraphExec_st captureFill(FloatPointer x) {
    CUgraph_st graph = new CUgraph_st();
    CUgraphExec_st executable = new CUgraphExec_st();
    ok(cudaStreamBeginCapture(first, cudaStreamCaptureModeThreadLocal));
    ok(cudaMemsetAsync(x, 0, 16, first));
    ok(cudaStreamEndCapture(first, graph));
    ok(cudaGraphInstantiate(executable, graph, 0));
    return executable;
  }
}
