package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

class SgdKernelTest {
  private static final int SIZE = 103;

  /** Not at a boundary of anything. */
  private static final int DECAYED = 41;

  private static final float RATE = 0.3f;
  private static final float MOMENTUM = 0.9f;
  private static final float DECAY = 0.05f;

  private final float[] w = Numbers.around0(Format.NCHW_F32, SIZE, 1);
  private final float[] v = Numbers.around0(Format.NCHW_F32, SIZE, 2);
  private final float[] gradient = Numbers.around0(Format.NCHW_F32, SIZE, 3);

  @EachExecution
  void movesWeightsAndVelocities(Execution on) {
    double[] newVelocities = new double[SIZE];
    double[] newWeights = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      double g = gradient[i] + (i < DECAYED ? DECAY * (double) w[i] : 0);
      newVelocities[i] = MOMENTUM * (double) v[i] + g;
      newWeights[i] = w[i] - RATE * (g + MOMENTUM * newVelocities[i]);
    }
    try (KernelRun run = TestDevices.start(on)) {
      Array weights = run.floats(w);
      Array velocities = run.floats(v);

      launch(run, weights, velocities, Array.NONE);

      Format.NCHW_F32.assertClose(run.floats(weights), newWeights);
      Format.NCHW_F32.assertClose(run.floats(velocities), newVelocities);
    }
  }

  @EachExecution
  void copiesTheRoundedWeights(Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      Array weights = run.floats(w);
      Array copy = run.empty(SIZE * Short.BYTES);

      launch(run, weights, run.floats(v), copy);

      float[] updated = run.floats(weights);
      short[] rounded = new short[SIZE];
      for (int i = 0; i < SIZE; i++) {
        rounded[i] = Format.toBf16(updated[i]);
      }
      assertThat(run.shorts(copy)).isEqualTo(rounded);
    }
  }

  private void launch(KernelRun run, Array weights, Array velocities, Array copy) {
    Array rates = run.floats(RATE, MOMENTUM, DECAY);
    Array gradients = run.floats(gradient);
    run.launch(
        "sgd_nesterov",
        Launches.flat(),
        weights,
        velocities,
        gradients,
        rates,
        copy,
        DECAYED,
        SIZE);
  }
}
