package org.epnas.nativecuda.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;
import static org.bytedeco.cuda.global.cudnn.CUDNN_DATA_FLOAT;
import static org.bytedeco.cuda.global.cudnn.CUDNN_TENSOR_NCHW;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBackwardData;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionBackwardFilter;
import static org.bytedeco.cuda.global.cudnn.cudnnConvolutionForward;
import static org.epnas.nativecuda.simulated.TestConvolution.ALGORITHM;
import static org.epnas.nativecuda.simulated.TestConvolution.ONE;
import static org.epnas.nativecuda.simulated.TestConvolution.ZERO;
import static org.epnas.nativecuda.simulated.TestDevice.allocate;
import static org.epnas.nativecuda.simulated.TestDevice.download;
import static org.epnas.nativecuda.simulated.TestDevice.upload;

import java.util.stream.Stream;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.FloatPointer;
import org.epnas.kernel.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@OnSimulatedDevice(nvrtc = false)
@SuppressWarnings("deprecation") // the legacy convolutions of cuDNN: docs/adr/0018
class ConvolutionTest {
  static Stream<ConvolutionCase> cases() {
    return Stream.of(
        new ConvolutionCase(1, 1, 3, 3, 1, 1, 1, 0, 1, 1),
        new ConvolutionCase(2, 3, 8, 8, 4, 3, 1, 1, 1, 1),
        new ConvolutionCase(2, 4, 9, 7, 6, 3, 2, 1, 2, 1),
        new ConvolutionCase(1, 6, 8, 8, 6, 5, 6, 2, 1, 1),
        new ConvolutionCase(2, 4, 10, 10, 2, 3, 1, 2, 1, 2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithPlainLoops(ConvolutionCase of) {
    float[] x = values(of.inputSize(), 1);
    float[] w = values(of.filterSize(), 2);
    float[] dy = values(of.outputSize(), 3);
    FloatPointer deviceX = upload(x);
    FloatPointer deviceW = upload(w);
    FloatPointer deviceDy = upload(dy);
    FloatPointer y = allocate(of.outputSize());
    FloatPointer dx = allocate(of.inputSize());
    FloatPointer dw = allocate(of.filterSize());
    CUstream_st stream = TestDevice.stream();
    TestConvolution on = new TestConvolution(of, CUDNN_TENSOR_NCHW, CUDNN_DATA_FLOAT, stream);
    long bytes = on.workspaceBytes();
    FloatPointer workspace = allocate((int) bytes);
    TestConvolution.ok(
        cudnnConvolutionForward(
            on.handle, ONE, on.x, deviceX, on.w, deviceW, on.by, ALGORITHM, workspace, bytes, ZERO,
            on.y, y));
    TestConvolution.ok(
        cudnnConvolutionBackwardData(
            on.handle, ONE, on.w, deviceW, on.y, deviceDy, on.by, ALGORITHM, workspace, bytes, ZERO,
            on.x, dx));
    TestConvolution.ok(
        cudnnConvolutionBackwardFilter(
            on.handle, ONE, on.x, deviceX, on.y, deviceDy, on.by, ALGORITHM, workspace, bytes, ZERO,
            on.w, dw));
    TestDevice.ok(cudaStreamSynchronize(stream));
    assertThat(download(y, of.outputSize())).containsExactly(of.forward(x, w), offset(1e-4f));
    assertThat(download(dx, of.inputSize())).containsExactly(of.backwardData(w, dy), offset(1e-4f));
    assertThat(download(dw, of.filterSize()))
        .containsExactly(of.backwardFilter(x, dy), offset(1e-4f));
  }

  private static float[] values(int count, int purpose) {
    RandomStream random = RandomStream.of(42, RandomStream.Purpose.INITIALISATION, purpose, 0);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (2 * random.nextDouble() - 1);
    }
    return values;
  }
}
