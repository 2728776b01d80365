package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;
import static org.epnas.nativecuda.simulated.TestDevice.compile;
import static org.epnas.nativecuda.simulated.TestDevice.download;
import static org.epnas.nativecuda.simulated.TestDevice.launch;
import static org.epnas.nativecuda.simulated.TestDevice.number;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.pointer;
import static org.epnas.nativecuda.simulated.TestDevice.stream;
import static org.epnas.nativecuda.simulated.TestDevice.upload;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

@OnSimulatedDevice
class FirstStepsTest {
  @Test
  void runsAKernelOfTheRealCompiler() {
    CUfunc_st axpy =
        compile(
            """
            extern "C" __global__ void axpy(const float* x, float* y, float a, int n) {
              int i = blockIdx.x * blockDim.x + threadIdx.x;
              if (i < n) y[i] = a * x[i] + y[i];
            }
            """,
            "axpy");
    FloatPointer x = upload(1, 2, 3);
    FloatPointer y = upload(10, 20, 30);
    CUstream_st stream = stream();
    ok(launch(axpy, 1, 32, 0, stream, pointer(x), pointer(y), number(2f), number(3)));
    ok(cudaStreamSynchronize(stream));
    assertThat(download(y, 3)).containsExactly(12, 24, 36);
    assertThat(SimulatedDevice.get().counters().kernels()).isEqualTo(1);
  }

  @Test
  void freshMemoryIsNotANumber() {
    assertThat(download(allocate(2), 2)).containsExactly(Float.NaN, Float.NaN);
  }
}
