package org.epnas.nativecuda.kernel;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DepthwiseKernelTest {
  private static final int PARTS = 3;

  /** Every kernel size that is unrolled and one that is not, strides, dilation, odd sides. */
  private static final List<Sliding> CASES =
      List.of(
          new Sliding(2, 5, 6, 7, 3, 1, 1, 1),
          new Sliding(2, 3, 7, 6, 3, 2, 1, 1),
          new Sliding(1, 6, 8, 8, 3, 1, 2, 2),
          new Sliding(2, 2, 9, 7, 5, 1, 2, 1),
          new Sliding(1, 3, 8, 9, 5, 2, 2, 1),
          new Sliding(1, 4, 9, 9, 7, 2, 3, 1),
          new Sliding(1, 2, 13, 13, 7, 1, 6, 2),
          new Sliding(1, 3, 5, 4, 1, 1, 0, 1),
          new Sliding(1, 2, 6, 6, 4, 2, 1, 1));

  static Stream<Arguments> cases() {
    return KernelCases.formatsAndExecutions()
        .flatMap(given -> CASES.stream().map(shape -> with(given, shape)));
  }

  private static Arguments with(Arguments given, Sliding shape) {
    return Arguments.of(given.get()[0], given.get()[1], shape);
  }

  /** Index of the weight of a tap of an output. */
  private static int weight(Sliding shape, int output, int tap) {
    int channel = output / shape.outArea() % shape.channels();
    return channel * shape.kernel() * shape.kernel() + tap;
  }

  private static int weights(Sliding shape) {
    return shape.channels() * shape.kernel() * shape.kernel();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void convolves(Format format, Execution on, Sliding shape) {
    float[] x = Numbers.around0(format, shape.size(), 1);
    float[] w = Numbers.around1(weights(shape), 2);
    double[] expected = new double[shape.outSize()];
    shape.forEachTap((output, tap, input) ->
        expected[output] += (double) w[weight(shape, output, tap)] * x[input]);
    try (KernelRun run = TestDevices.start(on)) {
      Array y = format.empty(run, shape.outSize());
      run.launch(
          "depthwise_forward_" + format.suffix,
          Launches.flat(),
          format.array(run, x, shape.channels(), shape.area()),
          run.floats(w),
          y,
          shape.convolutionArguments(),
          shape.outSize());
      format.assertClose(format.values(run, y, shape.channels(), shape.outArea()), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheGradientOfTheInput(Format format, Execution on, Sliding shape) {
    float[] dy = Numbers.around0(format, shape.outSize(), 1);
    float[] w = Numbers.around1(weights(shape), 2);
    float[] before = Numbers.around0(format, shape.size(), 3);
    double[] expected = new double[shape.size()];
    shape.forEachTap((output, tap, input) ->
        expected[input] += (double) w[weight(shape, output, tap)] * dy[output]);
    try (KernelRun run = TestDevices.start(on)) {
      Array dx = format.array(run, before, shape.channels(), shape.area());
      Object[] from = {format.array(run, dy, shape.channels(), shape.outArea()), run.floats(w)};
      String kernel = "depthwise_data_gradient_" + format.suffix;

      run.launch(kernel, Launches.flat(), from, dx, 1, shape.convolutionArguments(), shape.size());
      format.assertClose(
          format.values(run, dx, shape.channels(), shape.area()), Numbers.sum(before, expected));

      run.launch(kernel, Launches.flat(), from, dx, 0, shape.convolutionArguments(), shape.size());
      format.assertClose(format.values(run, dx, shape.channels(), shape.area()), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void givesTheGradientOfTheWeights(Format format, Execution on, Sliding shape) {
    float[] dy = Numbers.around0(format, shape.outSize(), 1);
    float[] x = Numbers.around0(format, shape.size(), 2);
    double[] expected = new double[weights(shape)];
    shape.forEachTap((output, tap, input) ->
        expected[weight(shape, output, tap)] += (double) dy[output] * x[input]);
    try (KernelRun run = TestDevices.start(on)) {
      Array partial = run.empty(PARTS * weights(shape) * Float.BYTES);
      Array dw = run.empty(weights(shape) * Float.BYTES);
      run.launch(
          "depthwise_weight_gradient_" + format.suffix,
          ChannelLaunch.of(format, shape.channels(), PARTS, shape.kernel()),
          format.array(run, dy, shape.channels(), shape.outArea()),
          format.array(run, x, shape.channels(), shape.area()),
          partial,
          shape.convolutionArguments(),
          shape.outSize());
      run.launch("sum_parts", Launches.flat(), partial, dw, PARTS, weights(shape));
      Format.NCHW_F32.assertClose(run.floats(dw), expected);
    }
  }
}
