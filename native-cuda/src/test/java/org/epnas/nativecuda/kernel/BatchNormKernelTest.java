package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Program;

/** Forward and backward pass, as the backend launches them one after the other. */
class BatchNormKernelTest {
  private static final int CHANNELS = 6;
  private static final int AREA = 21;
  private static final int IMAGES = 4;
  private static final int SIZE = IMAGES * CHANNELS * AREA;

  /** Does not divide the 84 values of a channel. */
  private static final int PARTS = 5;

  private final float[] scale = Numbers.around1(CHANNELS, 1);
  private final float[] shift = Numbers.around0(Format.NCHW_F32, CHANNELS, 2);

  private NormTwin twin(Format format, Activation activation, float[] addend) {
    float[] x = Numbers.uniform(format, SIZE, 3, -1, 3);
    return new NormTwin(CHANNELS, AREA, x, addend, scale, shift, activation);
  }

  /** The arrays of one normalisation on the device. */
  private static final class Norm {
    final KernelRun run;
    final Format format;
    final NormTwin twin;
    final Array x;
    final Array addend;
    final Array scale;
    final Array shift;
    final Array partial;
    final Array mean;
    final Array inverseDeviation;
    final Array runningMean;
    final Array runningVariance;

    Norm(KernelRun run, Format format, NormTwin twin, boolean adds) {
      this.run = run;
      this.format = format;
      this.twin = twin;
      this.x = image(twin.x());
      this.addend = adds ? image(twin.addend()) : Array.NONE;
      this.scale = run.floats(twin.scale());
      this.shift = run.floats(twin.shift());
      this.partial = channels(2 * PARTS);
      this.mean = channels(1);
      this.inverseDeviation = channels(1);
      this.runningMean = run.floats(Numbers.around1(CHANNELS, 4));
      this.runningVariance = run.floats(Numbers.around1(CHANNELS, 5));
    }

    Array image(float[] values) {
      return format.array(run, values, CHANNELS, AREA);
    }

    float[] image(Array array) {
      return format.values(run, array, CHANNELS, AREA);
    }

    Array channels(int count) {
      return run.empty(count * CHANNELS * Float.BYTES);
    }

    void measure() {
      run.launch(
          "batch_norm_moments_" + format.suffix,
          ChannelLaunch.of(format, CHANNELS, PARTS, 1),
          x,
          partial,
          CHANNELS,
          AREA,
          SIZE);
      run.launch(
          "batch_norm_statistics",
          Launches.flat(),
          partial,
          mean,
          inverseDeviation,
          runningMean,
          runningVariance,
          (float) Program.EPSILON,
          (float) Program.STATISTICS_MOMENTUM,
          PARTS,
          CHANNELS,
          SIZE / CHANNELS);
    }

    /** mean, inverse deviation, scale and shift, as every kernel takes them. */
    Object[] parameters() {
      return new Object[] {mean, inverseDeviation, scale, shift};
    }

    Array forward() {
      Array y = format.empty(run, SIZE);
      run.launch(
          "batch_norm_forward_" + format.suffix,
          Launches.flat(),
          x,
          addend,
          y,
          parameters(),
          twin.activation().ordinal(),
          CHANNELS,
          AREA,
          SIZE);
      return y;
    }

    /** dScale and dShift. */
    Array[] parameterGradients(Array dy, Array y) {
      run.launch(
          "batch_norm_gradient_sums_" + format.suffix,
          ChannelLaunch.of(format, CHANNELS, PARTS, 1),
          dy,
          x,
          y,
          addend,
          parameters(),
          partial,
          twin.activation().ordinal(),
          CHANNELS,
          AREA,
          SIZE);
      Array[] gradients = {channels(1), channels(1)};
      run.launch(
          "batch_norm_parameter_gradient", Launches.flat(), partial, gradients, PARTS, CHANNELS);
      return gradients;
    }

    void backward(Array dy, Array y, Array[] sums, Array dx, Array dAddend, int accumulate) {
      run.launch(
          "batch_norm_backward_" + format.suffix,
          Launches.flat(),
          dy,
          x,
          y,
          addend,
          parameters(),
          sums,
          dx,
          accumulate,
          dAddend,
          accumulate,
          twin.activation().ordinal(),
          CHANNELS,
          AREA,
          SIZE);
    }
  }

  @EachFormatAndExecution
  void measuresTheBatchAndMovesTheRunningStatistics(Format format, Execution on) {
    NormTwin twin = twin(format, Activation.NONE, new float[SIZE]);
    double[] mean = twin.means();
    double[] runningMean = Numbers.doubles(Numbers.around1(CHANNELS, 4));
    double[] runningVariance = Numbers.doubles(Numbers.around1(CHANNELS, 5));
    for (int c = 0; c < CHANNELS; c++) {
      double unbiased = twin.squares()[c] / (twin.count() - 1);
      runningMean[c] = 0.9 * runningMean[c] + 0.1 * mean[c];
      runningVariance[c] = 0.9 * runningVariance[c] + 0.1 * unbiased;
    }
    try (KernelRun run = TestDevices.start(on)) {
      Norm norm = new Norm(run, format, twin, false);
      norm.measure();
      Format.NCHW_F32.assertClose(run.floats(norm.mean), mean);
      Format.NCHW_F32.assertClose(run.floats(norm.inverseDeviation), twin.inverseDeviations());
      Format.NCHW_F32.assertClose(run.floats(norm.runningMean), runningMean);
      Format.NCHW_F32.assertClose(run.floats(norm.runningVariance), runningVariance);
    }
  }

  @EachExecution
  void keepsTheDigitsOfASmallDeviationAroundALargeMean(Execution on) {
    // Mean 1000, deviation about 0.03: the mean of squares minus the squared mean would keep none.
    float[] x = Numbers.uniform(Format.NCHW_F32, SIZE, 3, 999.95, 1000.05);
    NormTwin twin = new NormTwin(CHANNELS, AREA, x, new float[SIZE], scale, shift, Activation.NONE);
    try (KernelRun run = TestDevices.start(on)) {
      Norm norm = new Norm(run, Format.NCHW_F32, twin, false);
      norm.measure();
      float[] measured = run.floats(norm.inverseDeviation);
      for (int c = 0; c < CHANNELS; c++) {
        double expected = twin.inverseDeviations()[c];
        assertThat((double) measured[c]).isCloseTo(expected, within(1e-3 * expected));
      }
    }
  }

  @EachExecution
  void usesTheRunningStatisticsInInference(Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      Array inverseDeviation = run.empty(2 * Float.BYTES);
      run.launch(
          "batch_norm_inverse_deviation",
          Launches.flat(),
          run.floats(4, 0.25f),
          inverseDeviation,
          0f,
          2);
      assertThat(run.floats(inverseDeviation)).containsExactly(0.5f, 2);
    }
  }

  @EachFormatAndExecution
  void normalisesAddsAndActivates(Format format, Execution on) {
    for (Activation activation : Activation.values()) {
      for (boolean adds : new boolean[] {false, true}) {
        NormTwin twin = twin(format, activation, addend(format, adds));
        try (KernelRun run = TestDevices.start(on)) {
          Norm norm = new Norm(run, format, twin, adds);
          norm.measure();
          format.assertClose(norm.image(norm.forward()), twin.outputs());
        }
      }
    }
  }

  @EachFormatAndExecution
  void givesEveryGradient(Format format, Execution on) {
    for (Activation activation : Activation.values()) {
      for (boolean adds : new boolean[] {false, true}) {
        checkGradients(format, on, activation, adds, false);
      }
    }
  }

  @EachFormatAndExecution
  void readsTheSlopeOfAClippedLineFromItsOutput(Format format, Execution on) {
    checkGradients(format, on, Activation.RELU, true, true);
    checkGradients(format, on, Activation.RELU6, true, true);
  }

  private static float[] addend(Format format, boolean adds) {
    return adds ? Numbers.around0(format, SIZE, 6) : new float[SIZE];
  }

  /**
   * @param fromOutput whether the backward pass reads y in place of the addend
   */
  private void checkGradients(
      Format format, Execution on, Activation activation, boolean adds, boolean fromOutput) {
    NormTwin twin = twin(format, activation, addend(format, adds));
    float[] dy = Numbers.around0(format, SIZE, 7);
    float[] before = Numbers.around0(format, SIZE, 8);
    NormTwin.Gradients expected = twin.gradients(dy);
    try (KernelRun run = TestDevices.start(on)) {
      Norm norm = new Norm(run, format, twin, adds);
      norm.measure();
      Array y = fromOutput ? norm.forward() : Array.NONE;
      Array from = norm.image(dy);
      Array dx = norm.image(before);
      Array dAddend = norm.image(before);

      Array[] sums = norm.parameterGradients(from, y);
      Format.NCHW_F32.assertClose(run.floats(sums[0]), expected.scale());
      Format.NCHW_F32.assertClose(run.floats(sums[1]), expected.shift());

      norm.backward(from, y, sums, dx, dAddend, 1);
      format.assertClose(norm.image(dx), Numbers.sum(before, expected.input()));
      format.assertClose(norm.image(dAddend), Numbers.sum(before, expected.preactivation()));

      norm.backward(from, y, sums, dx, Array.NONE, 0);
      format.assertClose(norm.image(dx), expected.input());
      norm.backward(from, y, sums, Array.NONE, dAddend, 0);
      format.assertClose(norm.image(dAddend), expected.preactivation());
    }
  }
}
