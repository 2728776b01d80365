package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cudaDeviceSynchronize;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMallocHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpy;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaMemset;
import static org.bytedeco.cuda.global.cudart.cudaMemsetAsync;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;
import static org.epnas.nativecuda.simulated.TestDevice.at;
import static org.epnas.nativecuda.simulated.TestDevice.download;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.stream;
import static org.epnas.nativecuda.simulated.TestDevice.upload;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

@OnSimulatedDevice(nvrtc = false)
class MemoryMisuseTest {
  private static final int INVALID_VALUE = 1;

  @Test
  void doubleFree() {
    FloatPointer x = allocate(10);
    ok(cudaFree(x));
    assertThat(cudaFree(x)).isEqualTo(INVALID_VALUE);
    Reported.once().contains("cudaFree", "was freed before");
  }

  @Test
  void freeOfTheMiddle() {
    FloatPointer x = allocate(10);
    assertThat(cudaFree(at(x, 1))).isEqualTo(INVALID_VALUE);
    Reported.once().contains("not the start of a device allocation");
    ok(cudaFree(x));
  }

  @Test
  void useAfterFree() {
    FloatPointer x = allocate(10);
    ok(cudaFree(x));
    assertThat(cudaMemset(x, 0, 40)).isEqualTo(INVALID_VALUE);
    Reported.once().contains("cudaMemset: use after free of allocation", "(40 bytes)");
  }

  @Test
  void copyOneByteTooLong() {
    FloatPointer x = allocate(10);
    assertThat(cudaMemcpy(x, new FloatPointer(11), 41, cudaMemcpyHostToDevice))
        .isEqualTo(INVALID_VALUE);
    Reported.once().contains("cudaMemcpy, destination: 41 bytes at +0 run 1 bytes over the end");
  }

  @Test
  void copyInTheWrongDirection() {
    FloatPointer x = allocate(10);
    assertThat(cudaMemcpy(x, new FloatPointer(10), 40, cudaMemcpyDeviceToHost))
        .isEqualTo(INVALID_VALUE);
    Reported.once().contains("a device pointer, but the kind of copy says host");
  }

  @Test
  void hostPointerToFill() {
    assertThat(cudaMemset(new FloatPointer(10), 0, 40)).isEqualTo(INVALID_VALUE);
    Reported.once().contains("cudaMemset", "is a HOST pointer");
  }

  @Test
  void resultReadBeforeTheSynchronisationIsStale() {
    FloatPointer pinned = new FloatPointer((Pointer) null);
    ok(cudaMallocHost(pinned, 4));
    pinned.put(-1);
    FloatPointer x = upload(5);
    ok(cudaMemcpyAsync(pinned, x, 4, cudaMemcpyDeviceToHost, stream()));
    assertThat(pinned.get()).isEqualTo(-1);
    ok(cudaDeviceSynchronize());
    assertThat(pinned.get()).isEqualTo(5);
    ok(cudaFreeHost(pinned));
  }

  @Test
  void pinnedMemoryReusedTooEarlyIsCopiedAsItIsThen() {
    FloatPointer pinned = new FloatPointer((Pointer) null);
    ok(cudaMallocHost(pinned, 4));
    pinned.put(1);
    FloatPointer x = allocate(1);
    ok(cudaMemcpyAsync(x, pinned, 4, cudaMemcpyHostToDevice, stream()));
    pinned.put(2);
    ok(cudaDeviceSynchronize());
    assertThat(download(x, 1)).containsExactly(2);
    ok(cudaFreeHost(pinned));
  }

  @Test
  void writeOfTheHostBehindABufferIsFoundByItsCanary() {
    FloatPointer x = allocate(3);
    // No call sees this; on a GPU it would be a write of a library behind its output.
    new FloatPointer(x).capacity(4).put(3, 1f);
    assertThat(cudaDeviceSynchronize()).isEqualTo(700);
    Reported.once()
        .contains("the bytes behind allocation", "(12 bytes) were overwritten at offset +0");
  }

  @Test
  void memoryRunsOut() {
    SimulatedDevice device = SimulatedDevice.get();
    long before = device.liveBytes();
    device.memory(before + 1000);
    try {
      FloatPointer x = allocate(200);
      assertThat(cudaMalloc(new FloatPointer((Pointer) null), 204)).isEqualTo(2);
      ok(cudaFree(x));
      assertThat(device.liveBytes()).isEqualTo(before);
    } finally {
      device.memory(2L << 30);
    }
  }

  @Test
  void countsWhatIsDone() {
    FloatPointer x = upload(1, 2);
    CUstream_st stream = stream();
    ok(cudaMemsetAsync(x, 0, 8, stream));
    Counters queued = SimulatedDevice.get().counters();
    assertThat(queued.allocations()).isEqualTo(1);
    assertThat(queued.bytesAllocated()).isEqualTo(8);
    assertThat(queued.hostToDeviceBytes()).isEqualTo(8);
    assertThat(queued.fills()).isZero();
    ok(cudaDeviceSynchronize());
    assertThat(SimulatedDevice.get().counters().fills()).isEqualTo(1);
    assertThat(SimulatedDevice.get().counters().synchronisations()).isEqualTo(2);
  }
}
