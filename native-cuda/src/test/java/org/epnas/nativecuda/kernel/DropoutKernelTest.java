package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;

/** Drops the values that {@link RandomStream} names, as every backend does. */
class DropoutKernelTest {
  private static final int CHANNELS = 5;
  private static final int AREA = 6;
  private static final int SIZE = 3 * CHANNELS * AREA;
  private static final long SEED = -7_000_000_000L;
  private static final long STEP = 5_000_000_000L;
  private static final int STREAM = 2;
  private static final double RATE = 0.4;
  private static final float SCALE = (float) (1 / (1 - RATE));

  @EachFormatAndExecution
  void dropsAndScales(Format format, Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      float[] x = Numbers.around0(format, SIZE, 1);
      Array y = format.empty(run, SIZE);

      launch(run, format, "forward", format.array(run, x, CHANNELS, AREA), y);

      assertThat(format.values(run, y, CHANNELS, AREA)).isEqualTo(expected(format, x));
    }
  }

  @EachFormatAndExecution
  void dropsTheSameValuesOfTheGradient(Format format, Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      float[] dy = Numbers.around0(format, SIZE, 1);
      float[] before = Numbers.around0(format, SIZE, 2);
      Array from = format.array(run, dy, CHANNELS, AREA);
      Array dx = format.array(run, before, CHANNELS, AREA);

      launch(run, format, "backward", from, dx, 1);
      double[] kept = Numbers.doubles(expected(Format.NCHW_F32, dy));
      format.assertClose(format.values(run, dx, CHANNELS, AREA), Numbers.sum(before, kept));

      launch(run, format, "backward", from, dx, 0);
      assertThat(format.values(run, dx, CHANNELS, AREA)).isEqualTo(expected(format, dy));
    }
  }

  private static void launch(
      KernelRun run, Format format, String pass, Array from, Array to, Object... accumulate) {
    Array step = run.longs(STEP);
    Object[] shape =
        switch (format) {
          case NCHW_F32 -> new Object[] {SIZE};
          case NHWC_BF16 -> new Object[] {CHANNELS, AREA, SIZE};
        };
    Object[] key = {step, STREAM, (float) RATE, SCALE, SEED};
    run.launch(
        "dropout_" + pass + "_" + format.suffix, Launches.flat(), from, to, accumulate, shape, key);
  }

  private static float[] expected(Format format, float[] x) {
    float[] uniforms = new float[SIZE];
    RandomStream.fillUniform(uniforms, 0, SIZE, SEED, Purpose.DROPOUT, STREAM, STEP);
    float[] y = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      y[i] = format.rounded(x[i] * (uniforms[i] >= (float) RATE ? SCALE : 0));
    }
    return y;
  }
}
