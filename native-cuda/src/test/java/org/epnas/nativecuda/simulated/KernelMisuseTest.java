package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;
import static org.epnas.nativecuda.simulated.TestDevice.compile;
import static org.epnas.nativecuda.simulated.TestDevice.launch;
import static org.epnas.nativecuda.simulated.TestDevice.number;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.pointer;
import static org.epnas.nativecuda.simulated.TestDevice.stream;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kernels with one mistake each, and launches with one. Line numbers are those of the text block.
 */
@OnSimulatedDevice
class KernelMisuseTest {
  private static final int ILLEGAL_ADDRESS = 700;
  private static final int LAUNCH_FAILURE = 719;

  private static CUfunc_st fill;

  @BeforeAll
  static void compileFill() {
    fill =
        compile(
            """
            extern "C" __global__ void fill(float* x, int n) {
              int i = blockIdx.x * blockDim.x + threadIdx.x;
              if (i < n) x[i] = 1.f;
            }
            """,
            "fill");
  }

  @AfterEach
  void ascending() {
    SimulatedDevice.get().order(ThreadOrder.ASCENDING, 1);
  }

  /** Launches one block on a buffer of 100 floats; the code of the synchronisation. */
  private static int run(CUfunc_st kernel, int threads, int sharedBytes) {
    CUstream_st stream = stream();
    FloatPointer x = allocate(100);
    ok(launch(kernel, 1, threads, sharedBytes, stream, pointer(x), number(100)));
    return cudaStreamSynchronize(stream);
  }

  @Test
  void indexOneTooFar() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void one_too_far(float* x, int n) {
              int i = threadIdx.x;
              if (i <= n) x[i] = 1.f;
            }
            """,
            "one_too_far");
    assertThat(run(kernel, 128, 0)).isEqualTo(ILLEGAL_ADDRESS);
    Reported.once()
        .contains(
            "kernel one_too_far, block (0,0,0) thread (100,0,0)",
            "(source line 3)",
            "4 bytes at +400 of parameter 0, which is allocation #");
  }

  @Test
  void indexBelowZero() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void before(float* x, int n) {
              x[threadIdx.x] = x[(int) threadIdx.x - 1];
            }
            """,
            "before");
    assertThat(run(kernel, 1, 0)).isEqualTo(ILLEGAL_ADDRESS);
    Reported.once().contains("kernel before", "4 bytes at -4 of parameter 0");
  }

  @Test
  void pointerThatRunsIntoItsNeighbour() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void neighbour(float* x, float* y, long long distance) {
              x[distance + threadIdx.x] = 1.f;
              y[threadIdx.x] = 1.f;
            }
            """,
            "neighbour");
    FloatPointer x = allocate(8);
    FloatPointer y = allocate(8);
    CUstream_st stream = stream();
    Pointer distance =
        new org.bytedeco.javacpp.LongPointer(1).put((y.address() - x.address()) / Float.BYTES);
    ok(launch(kernel, 1, 8, 0, stream, pointer(x), pointer(y), distance));
    assertThat(cudaStreamSynchronize(stream)).isEqualTo(ILLEGAL_ADDRESS);
    Reported.once().contains("kernel neighbour", "of parameter 0, which is allocation #");
  }

  @ParameterizedTest
  @EnumSource
  void missingBarrier(ThreadOrder order) {
    SimulatedDevice.get().order(order, 3);
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void no_barrier(float* x, int n) {
              __shared__ float part[64];
              part[threadIdx.x] = threadIdx.x;
              x[threadIdx.x] = part[63 - threadIdx.x];
            }
            """,
            "no_barrier");
    assertThat(run(kernel, 64, 0)).isEqualTo(LAUNCH_FAILURE);
    Reported.once()
        .contains("kernel no_barrier", "race on shared memory", "__syncthreads is missing");
  }

  @Test
  void missingBarrierBetweenTwoRounds() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void rounds(float* x, int n) {
              __shared__ float part[64];
              for (int k = 0; k < 2; k++) {
                part[threadIdx.x] = k;
                __syncthreads();
                x[threadIdx.x] += part[63 - threadIdx.x];
              }
            }
            """,
            "rounds");
    assertThat(run(kernel, 64, 0)).isEqualTo(LAUNCH_FAILURE);
    Reported.once().contains("kernel rounds", "race on shared memory");
  }

  @Test
  void missingWarpBarrier() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void no_warp_barrier(float* x, int n) {
              __shared__ float part[32];
              part[threadIdx.x] = 1.f;
              x[threadIdx.x] = part[31 - threadIdx.x];
            }
            """,
            "no_warp_barrier");
    assertThat(run(kernel, 32, 0)).isEqualTo(LAUNCH_FAILURE);
    Reported.once().contains("kernel no_warp_barrier", "race on shared memory");
  }

  @Test
  void twoBlocksOnOneSum() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void sum(float* x, int n) {
              if (threadIdx.x == 0) x[0] += 1.f;
            }
            """,
            "sum");
    CUstream_st stream = stream();
    ok(launch(kernel, 2, 32, 0, stream, pointer(allocate(1)), number(1)));
    assertThat(cudaStreamSynchronize(stream)).isEqualTo(LAUNCH_FAILURE);
    Reported.once()
        .contains("kernel sum", "race on global memory +0 with thread 0 of another block");
  }

  @Test
  void globalMemoryExchangedWithoutBarrier() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void exchange(float* x, int n) {
              x[threadIdx.x] = 1.f;
              x[64 + threadIdx.x] = x[63 - threadIdx.x];
            }
            """,
            "exchange");
    FloatPointer x = allocate(128);
    CUstream_st stream = stream();
    ok(launch(kernel, 1, 64, 0, stream, pointer(x), number(128)));
    assertThat(cudaStreamSynchronize(stream)).isEqualTo(LAUNCH_FAILURE);
    Reported.once()
        .contains("kernel exchange", "race on global memory", "__syncthreads is missing");
  }

  @Test
  void divergentBarrier() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void divergent(float* x, int n) {
              if (threadIdx.x < 16) {
                x[threadIdx.x] = 1.f;
                __syncthreads();
              } else {
                x[threadIdx.x] = 2.f;
                __syncthreads();
                x[threadIdx.x] = 3.f;
              }
            }
            """,
            "divergent");
    assertThat(run(kernel, 32, 0)).isEqualTo(LAUNCH_FAILURE);
    Reported.once().contains("kernel divergent", "divergent __syncthreads");
  }

  @Test
  void barrierAfterSomeThreadsHaveReturned() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void returned(float* x, int n) {
              if (threadIdx.x >= 20) return;
              x[threadIdx.x] = 1.f;
              __syncthreads();
              x[threadIdx.x] += x[19 - threadIdx.x];
            }
            """,
            "returned");
    assertThat(run(kernel, 32, 0)).isEqualTo(LAUNCH_FAILURE);
    Reported.once().contains("kernel returned", "reached by 20 of 32 threads");
  }

  @Test
  void shuffleThatSomeLanesDoNotReach() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void lanes(float* x, int n) {
              float v = threadIdx.x;
              if (threadIdx.x < 16) v += __shfl_down_sync(0xffffffffu, v, 1);
              x[threadIdx.x] = v;
            }
            """,
            "lanes");
    assertThat(run(kernel, 32, 0)).isEqualTo(LAUNCH_FAILURE);
    Reported.once().contains("kernel lanes", "deadlock: the lanes ffffffff are to meet here");
  }

  @Test
  void sharedMemoryTooSmall() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void too_small(float* x, int n) {
              extern __shared__ float part[];
              part[threadIdx.x] = 1.f;
              __syncthreads();
              x[threadIdx.x] = part[threadIdx.x + 1];
            }
            """,
            "too_small");
    assertThat(run(kernel, 32, 32 * Float.BYTES)).isEqualTo(ILLEGAL_ADDRESS);
    Reported.once().contains("kernel too_small", "shared memory at +128, but the block has 128");
  }

  @Test
  void misalignedVector() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void misaligned(float* x, int n) {
              float4 v = *reinterpret_cast<float4*>(x + 1);
              x[0] = v.x + v.y + v.z + v.w;
            }
            """,
            "misaligned");
    assertThat(run(kernel, 1, 0)).isEqualTo(716);
    Reported.once().contains("kernel misaligned", "is not a multiple of 16");
  }

  @Test
  void loopThatDoesNotEndIsNotWaitedFor() {
    CUfunc_st kernel =
        compile(
            """
            extern "C" __global__ void spin(volatile float* x, int n) {
              while (x[0] != 1.f) x[1] = 0.f;
            }
            """,
            "spin");
    assertThat(run(kernel, 1, 0)).isEqualTo(LAUNCH_FAILURE);
    Reported.once().contains("kernel spin", "does not end");
  }

  @Test
  void hostPointerAsArgument() {
    FloatPointer host = new FloatPointer(100);
    assertThat(launch(fill, 1, 32, 0, stream(), pointer(host), number(32)))
        .isEqualTo(ILLEGAL_ADDRESS);
    Reported.once().contains("launch of fill, parameter 0", "is a HOST pointer");
  }

  @Test
  void freedPointerAsArgument() {
    FloatPointer x = allocate(100);
    TestDevice.free(x);
    assertThat(launch(fill, 1, 32, 0, stream(), pointer(x), number(32))).isEqualTo(ILLEGAL_ADDRESS);
    Reported.once().contains("launch of fill, parameter 0", "use after free of allocation");
  }

  @Test
  void tooManyThreads() {
    assertThat(launch(fill, 1, 2048, 0, stream(), pointer(allocate(100)), number(100)))
        .isEqualTo(1);
    Reported.once().contains("launch of fill", "blocks 2048,1,1 is beyond the device's limits");
  }

  @Test
  void tooMuchSharedMemory() {
    assertThat(launch(fill, 1, 32, 50_000, stream(), pointer(allocate(100)), number(100)))
        .isEqualTo(1);
    Reported.once().contains("launch of fill", "50000 bytes of shared memory, allowed are 49152");
  }

  @Test
  void faultsStick() {
    CUstream_st stream = stream();
    FloatPointer x = allocate(10);
    ok(launch(fill, 1, 32, 0, stream, pointer(x), number(11)));
    assertThat(cudaStreamSynchronize(stream)).isEqualTo(ILLEGAL_ADDRESS);
    assertThat(cudaMalloc(new FloatPointer((Pointer) null), 4)).isEqualTo(ILLEGAL_ADDRESS);
    assertThat(launch(fill, 1, 1, 0, stream, pointer(x), number(1))).isEqualTo(ILLEGAL_ADDRESS);
    Reported.once().contains("kernel fill");
    assertThat(launch(fill, 1, 1, 0, stream, pointer(x), number(1))).isZero();
  }

  @Test
  void arenaSlicesAreCheckedOneByOne() {
    SimulatedDevice device = SimulatedDevice.get();
    FloatPointer arena = allocate(200);
    device.addSlice(arena.address(), 100 * Float.BYTES, "activation");
    device.addSlice(arena.address() + 128L * Float.BYTES, 72 * Float.BYTES, "gradient");
    CUstream_st stream = stream();
    ok(launch(fill, 4, 32, 0, stream, pointer(arena), number(100)));
    assertThat(cudaStreamSynchronize(stream)).isZero();
    ok(launch(fill, 4, 32, 0, stream, pointer(arena), number(101)));
    assertThat(cudaStreamSynchronize(stream)).isEqualTo(ILLEGAL_ADDRESS);
    Reported.once()
        .contains(
            "kernel fill",
            "4 bytes at +400 of parameter 0, which is slice 'activation' (400 bytes)");
  }
}
