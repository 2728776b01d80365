package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.nativecuda.runtime.Geometry;

/** The versions of the kernel lab give the bits of the product's kernels. */
class LabKernelTest {
  @EachExecution
  void batchNormOfEightChannelsAtATime(Execution on) {
    int channels = 24;
    int area = 5;
    int size = 2 * channels * area;
    Format format = Format.NHWC_BF16;
    try (KernelRun run = TestDevices.start(on)) {
      Object[] inputs = {
        format.array(run, Numbers.around0(format, size, 1), channels, area),
        format.array(run, Numbers.around0(format, size, 2), channels, area)
      };
      Object[] parameters = {
        run.floats(Numbers.around1(channels, 3)),
        run.floats(Numbers.around1(channels, 4)),
        run.floats(Numbers.around1(channels, 5)),
        run.floats(Numbers.around1(channels, 6)),
        1,
        channels,
        area,
        size
      };
      Array expected = format.empty(run, size);
      Array y = format.empty(run, size);
      String kernel = "batch_norm_forward_nhwc_bf16";
      run.launch(kernel, Launches.flat(), inputs, expected, parameters);
      run.launch(kernel + "_vector", Launches.flat(), inputs, y, parameters);
      assertThat(run.shorts(y)).isEqualTo(run.shorts(expected));

      inputs[1] = Array.NONE;
      run.launch(kernel, Launches.flat(), inputs, expected, parameters);
      run.launch(kernel + "_vector", Launches.flat(), inputs, y, parameters);
      assertThat(run.shorts(y)).isEqualTo(run.shorts(expected));
    }
  }

  @EachExecution
  void dropoutOfFourValuesAtATime(Execution on) {
    int size = 403;
    try (KernelRun run = TestDevices.start(on)) {
      Array x = run.floats(Numbers.around0(Format.NCHW_F32, size, 1));
      Object[] parameters = {size, run.longs(7), 2, 0.4f, 2f, 11L};
      Array expected = run.empty(size * Float.BYTES);
      Array y = run.empty(size * Float.BYTES);
      run.launch("dropout_forward_nchw_f32", Launches.flat(), x, expected, parameters);
      run.launch("dropout_forward_nchw_f32_quad", Launches.flat(), x, y, parameters);
      assertThat(run.floats(y)).isEqualTo(run.floats(expected));
    }
  }

  @EachExecution
  void depthwiseConvolutionOfAPlaneInSharedMemory(Execution on) {
    Sliding shape = new Sliding(2, 3, 9, 7, 5, 2, 2, 1);
    int weights = shape.channels() * shape.kernel() * shape.kernel();
    try (KernelRun run = TestDevices.start(on)) {
      Object[] inputs = {
        run.floats(Numbers.around0(Format.NCHW_F32, shape.size(), 1)),
        run.floats(Numbers.around1(weights, 2))
      };
      Array expected = run.empty(shape.outSize() * Float.BYTES);
      Array y = run.empty(shape.outSize() * Float.BYTES);
      Geometry planes =
          new Geometry(shape.images() * shape.channels(), 1, 1, 32, 1, shape.area() * Float.BYTES);
      run.launch(
          "depthwise_forward_nchw_f32",
          Launches.flat(),
          inputs,
          expected,
          shape.convolutionArguments(),
          shape.outSize());
      run.launch(
          "depthwise_forward_nchw_f32_plane",
          planes,
          inputs,
          y,
          shape.convolutionArguments(),
          shape.outSize());
      assertThat(run.floats(y)).isEqualTo(run.floats(expected));
    }
  }
}
