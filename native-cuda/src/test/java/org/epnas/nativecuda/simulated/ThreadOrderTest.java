package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.epnas.nativecuda.simulated.TestDevice.compile;
import static org.epnas.nativecuda.simulated.TestDevice.download;
import static org.epnas.nativecuda.simulated.TestDevice.launch;
import static org.epnas.nativecuda.simulated.TestDevice.number;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.pointer;
import static org.epnas.nativecuda.simulated.TestDevice.stream;
import static org.epnas.nativecuda.simulated.TestDevice.upload;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@OnSimulatedDevice
class ThreadOrderTest {
  @AfterEach
  void ascending() {
    SimulatedDevice.get().order(ThreadOrder.ASCENDING, 1);
  }

  private static float[] run(
      String source, String name, int blocks, int threads, int outputs, float... x) {
    FloatPointer y = upload(new float[outputs]);
    CUstream_st stream = stream();
    ok(
        launch(
            compile(source, name),
            blocks,
            threads,
            threads * Float.BYTES,
            stream,
            pointer(upload(x)),
            pointer(y),
            number(x.length)));
    ok(cudaStreamSynchronize(stream));
    return download(y, outputs);
  }

  @ParameterizedTest
  @EnumSource
  void reductionWithBarriersIsRight(ThreadOrder order) {
    SimulatedDevice.get().order(order, 5);
    float[] x = new float[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    float[] y =
        run(
            """
            extern "C" __global__ void sum(const float* x, float* y, int n) {
              extern __shared__ float part[];
              float s = 0;
              for (int i = threadIdx.x; i < n; i += blockDim.x) s += x[i];
              part[threadIdx.x] = s;
              __syncthreads();
              for (int d = blockDim.x / 2; d > 0; d >>= 1) {
                if (threadIdx.x < d) part[threadIdx.x] += part[threadIdx.x + d];
                __syncthreads();
              }
              if (threadIdx.x == 0) y[blockIdx.x] = part[0];
            }
            """,
            "sum",
            3,
            64,
            3,
            x);
    // 0 + 1 + ... + 199
    assertThat(y).containsExactly(19900, 19900, 19900);
  }

  @ParameterizedTest
  @EnumSource
  void shufflesGiveEveryLaneItsPartner(ThreadOrder order) {
    SimulatedDevice.get().order(order, 5);
    float[] y =
        run(
            """
            extern "C" __global__ void shuffles(const float* x, float* y, int n) {
              float v = threadIdx.x;
              y[threadIdx.x] = __shfl_xor_sync(0xffffffffu, v, 5);
              y[64 + threadIdx.x] = __shfl_down_sync(0xffffffffu, v, 4);
              y[128 + threadIdx.x] = __shfl_up_sync(0xffffffffu, v, 3);
              y[192 + threadIdx.x] = __shfl_sync(0xffffffffu, v, 7);
            }
            """,
            "shuffles",
            1,
            64,
            256,
            0);
    for (int thread = 0; thread < 64; thread++) {
      int lane = thread % 32;
      int warp = thread - lane;
      assertThat(y[thread]).isEqualTo(warp + (lane ^ 5));
      assertThat(y[64 + thread]).isEqualTo(lane + 4 < 32 ? thread + 4 : thread);
      assertThat(y[128 + thread]).isEqualTo(lane >= 3 ? thread - 3 : thread);
      assertThat(y[192 + thread]).isEqualTo(warp + 7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void warpBarrierOrdersSharedMemory(ThreadOrder order) {
    SimulatedDevice.get().order(order, 5);
    float[] y =
        run(
            """
            extern "C" __global__ void mirror(const float* x, float* y, int n) {
              __shared__ float part[32];
              part[threadIdx.x] = threadIdx.x;
              __syncwarp();
              y[threadIdx.x] = part[31 - threadIdx.x];
              __syncwarp();
              part[threadIdx.x] = 0.f;
            }
            """,
            "mirror",
            1,
            32,
            32,
            0);
    for (int i = 0; i < 32; i++) {
      assertThat(y[i]).isEqualTo(31 - i);
    }
  }

  @ParameterizedTest
  @EnumSource
  void atomicsOfAllBlocksMeet(ThreadOrder order) {
    SimulatedDevice.get().order(order, 5);
    float[] y =
        run(
            """
            extern "C" __global__ void count(const float* x, float* y, int n) {
              atomicAdd(y, 1.f);
              atomicMax(reinterpret_cast<int*>(y + 1), __float_as_int(static_cast<float>(blockIdx.x)));
            }
            """,
            "count",
            4,
            32,
            2,
            0);
    assertThat(y).containsExactly(128, 3);
  }

  @ParameterizedTest
  @EnumSource
  void unusedSharedMemoryIsNotANumber(ThreadOrder order) {
    SimulatedDevice.get().order(order, 5);
    float[] y =
        run(
            """
            extern "C" __global__ void stale(const float* x, float* y, int n) {
              extern __shared__ float part[];
              y[blockIdx.x * blockDim.x + threadIdx.x] = part[threadIdx.x];
              __syncthreads();
              part[threadIdx.x] = 1.f;
            }
            """,
            "stale",
            2,
            32,
            64,
            0);
    assertThat(y).containsOnly(Float.NaN);
  }
}
