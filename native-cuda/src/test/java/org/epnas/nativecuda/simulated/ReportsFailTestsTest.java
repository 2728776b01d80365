package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.cuda.global.cudart.cudaMemsetAsync;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;
import static org.epnas.nativecuda.simulated.TestDevice.compile;
import static org.epnas.nativecuda.simulated.TestDevice.launch;
import static org.epnas.nativecuda.simulated.TestDevice.ok;
import static org.epnas.nativecuda.simulated.TestDevice.pointer;
import static org.epnas.nativecuda.simulated.TestDevice.stream;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.junit.jupiter.api.Test;

/** What {@link OnSimulatedDevice} asks after every test. */
@OnSimulatedDevice
class ReportsFailTestsTest {
  @Test
  void aCleanTestPasses() {
    ok(cudaMemsetAsync(allocate(4), 0, 4 * Float.BYTES, stream()));

    assertThatCode(SimulatedDeviceExtension::requireNoReports).doesNotThrowAnyException();
  }

  @Test
  void aRefusedCallFailsTheTestOnce() {
    cudaMemsetAsync(allocate(4), 0, 5 * Float.BYTES, stream());

    assertThatThrownBy(SimulatedDeviceExtension::requireNoReports)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cudaMemset");
    assertThatCode(SimulatedDeviceExtension::requireNoReports).doesNotThrowAnyException();
  }

  /** The kernel is still queued when the test ends. */
  @Test
  void workThatNobodyWaitedForFailsTheTest() {
    CUstream_st stream = stream();
    FloatPointer y = allocate(4);
    ok(
        launch(
            compile(
                "extern \"C\" __global__ void beyond(float* y) { y[threadIdx.x] = 1.f; }",
                "beyond"),
            1,
            5,
            0,
            stream,
            pointer(y)));

    assertThatThrownBy(SimulatedDeviceExtension::requireNoReports)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("kernel beyond")
        .hasMessageContaining("thread (4,0,0)");
  }
}
