package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

class PoolKernelTest {
  private static final List<Sliding> CASES =
      List.of(
          new Sliding(2, 3, 6, 5, 3, 1, 1, 1),
          new Sliding(1, 5, 7, 8, 3, 2, 1, 1),
          new Sliding(2, 2, 4, 6, 2, 2, 0, 1));

  /** What plain loops give. */
  private static final class Twin {
    final double[] maximum;
    final int[] tap;
    final double[] maximumGradient;
    final double[] mean;
    final double[] meanGradient;

    Twin(Sliding shape, float[] x, float[] dy) {
      int[] best = new int[shape.outSize()];
      int[] counts = new int[shape.outSize()];
      maximum = new double[shape.outSize()];
      tap = new int[shape.outSize()];
      mean = new double[shape.outSize()];
      maximumGradient = new double[shape.size()];
      meanGradient = new double[shape.size()];
      Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
      shape.forEachTap((output, t, input) -> {
        counts[output]++;
        mean[output] += x[input];
        if (x[input] > maximum[output]) {
          maximum[output] = x[input];
          tap[output] = t;
          best[output] = input;
        }
      });
      for (int output = 0; output < counts.length; output++) {
        mean[output] /= counts[output];
        maximumGradient[best[output]] += dy[output];
      }
      shape.forEachTap(
          (output, t, input) -> meanGradient[input] += dy[output] / (double) counts[output]);
    }
  }

  @EachFormatAndExecution
  void takesTheFirstMaximum(Format format, Execution on) {
    for (Sliding shape : CASES) {
      // Few different numbers, so that windows have equal ones.
      float[] x = Numbers.uniform(format, shape.size(), 1, -4, 4);
      for (int i = 0; i < x.length; i++) {
        x[i] = Math.round(x[i]);
      }
      float[] dy = Numbers.around0(format, shape.outSize(), 2);
      float[] before = Numbers.around0(format, shape.size(), 3);
      Twin twin = new Twin(shape, x, dy);
      try (KernelRun run = TestDevices.start(on)) {
        Array from = format.array(run, x, shape.channels(), shape.area());
        Array y = format.empty(run, shape.outSize());
        Array tap = run.empty(shape.outSize());
        Array gradient = format.array(run, dy, shape.channels(), shape.outArea());
        Array dx = format.array(run, before, shape.channels(), shape.area());

        forward(run, "max_pool_forward_" + format.suffix, shape, from, y, tap);
        format.assertClose(outputs(run, format, shape, y), twin.maximum);

        backward(run, "max_pool_backward_" + format.suffix, shape, 1, dx, gradient, tap);
        format.assertClose(
            inputs(run, format, shape, dx), Numbers.sum(before, twin.maximumGradient));

        backward(run, "max_pool_backward_" + format.suffix, shape, 0, dx, gradient, tap);
        format.assertClose(inputs(run, format, shape, dx), twin.maximumGradient);
      }
    }
  }

  @EachFormatAndExecution
  void keepsNoPlacesInInference(Format format, Execution on) {
    Sliding shape = CASES.getFirst();
    float[] x = Numbers.around0(format, shape.size(), 1);
    try (KernelRun run = TestDevices.start(on)) {
      Array from = format.array(run, x, shape.channels(), shape.area());
      Array y = format.empty(run, shape.outSize());
      forward(run, "max_pool_forward_" + format.suffix, shape, from, y, Array.NONE);
      Twin twin = new Twin(shape, x, new float[shape.outSize()]);
      format.assertClose(outputs(run, format, shape, y), twin.maximum);
    }
  }

  @EachExecution
  void numbersThePlaces(Execution on) {
    Sliding shape = CASES.get(1);
    float[] x = Numbers.around0(Format.NCHW_F32, shape.size(), 1);
    try (KernelRun run = TestDevices.start(on)) {
      Array tap = run.empty(shape.outSize());
      Array y = run.empty(shape.outSize() * Float.BYTES);
      forward(run, "max_pool_forward_nchw_f32", shape, run.floats(x), y, tap);
      byte[] places = run.bytes(tap);
      int[] expected = new Twin(shape, x, new float[shape.outSize()]).tap;
      for (int i = 0; i < expected.length; i++) {
        assertThat(places[i]).isEqualTo((byte) expected[i]);
      }
    }
  }

  @EachFormatAndExecution
  void leavesPaddingOutOfTheMean(Format format, Execution on) {
    for (Sliding shape : CASES) {
      float[] x = Numbers.around0(format, shape.size(), 1);
      float[] dy = Numbers.around0(format, shape.outSize(), 2);
      float[] before = Numbers.around0(format, shape.size(), 3);
      Twin twin = new Twin(shape, x, dy);
      try (KernelRun run = TestDevices.start(on)) {
        Array from = format.array(run, x, shape.channels(), shape.area());
        Array y = format.empty(run, shape.outSize());
        Array gradient = format.array(run, dy, shape.channels(), shape.outArea());
        Array dx = format.array(run, before, shape.channels(), shape.area());

        forward(run, "average_pool_forward_" + format.suffix, shape, from, y);
        format.assertClose(outputs(run, format, shape, y), twin.mean);

        backward(run, "average_pool_backward_" + format.suffix, shape, 1, dx, gradient);
        format.assertClose(inputs(run, format, shape, dx), Numbers.sum(before, twin.meanGradient));

        backward(run, "average_pool_backward_" + format.suffix, shape, 0, dx, gradient);
        format.assertClose(inputs(run, format, shape, dx), twin.meanGradient);
      }
    }
  }

  private static void forward(KernelRun run, String kernel, Sliding shape, Object... arrays) {
    run.launch(kernel, Launches.flat(), arrays, shape.poolArguments(), shape.outSize());
  }

  private static void backward(
      KernelRun run, String kernel, Sliding shape, int accumulate, Array dx, Object... gradient) {
    run.launch(
        kernel, Launches.flat(), gradient, dx, accumulate, shape.poolArguments(), shape.size());
  }

  private static float[] outputs(KernelRun run, Format format, Sliding shape, Array y) {
    return format.values(run, y, shape.channels(), shape.outArea());
  }

  private static float[] inputs(KernelRun run, Format format, Sliding shape, Array dx) {
    return format.values(run, dx, shape.channels(), shape.area());
  }
}
