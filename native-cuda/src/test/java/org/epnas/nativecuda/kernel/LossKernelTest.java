package org.epnas.nativecuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.nativecuda.runtime.Geometry;

class LossKernelTest {
  private static final int IMAGES = 7;

  /** More than a warp, and not a multiple of one. */
  private static final int CLASSES = 43;

  private static final float SMOOTHING = 0.1f;

  /** Large enough that exp() of one would overflow. */
  private final float[] logits = Numbers.uniform(Format.NCHW_F32, IMAGES * CLASSES, 1, -100, 100);

  private final int[] labels = {0, 42, 17, 3, 31, 32, 33};

  private static double target(int k, int label, double smoothing) {
    return smoothing / CLASSES + (k == label ? 1 - smoothing : 0);
  }

  private double logSumExp(int n) {
    double sum = 0;
    for (int k = 0; k < CLASSES; k++) {
      sum += Math.exp(logits[n * CLASSES + k] - 100);
    }
    return 100 + Math.log(sum);
  }

  private double[] losses(double smoothing) {
    double[] losses = new double[IMAGES];
    for (int n = 0; n < IMAGES; n++) {
      losses[n] = logSumExp(n);
      for (int k = 0; k < CLASSES; k++) {
        losses[n] -= target(k, labels[n], smoothing) * logits[n * CLASSES + k];
      }
    }
    return losses;
  }

  private double[] gradients() {
    double[] gradients = new double[logits.length];
    for (int i = 0; i < gradients.length; i++) {
      double probability = Math.exp(logits[i] - logSumExp(i / CLASSES));
      int label = labels[i / CLASSES];
      gradients[i] = (probability - target(i % CLASSES, label, SMOOTHING)) / IMAGES;
    }
    return gradients;
  }

  @EachFormatAndExecution
  void givesLossAndGradientOfEveryImage(Format format, Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      Array loss = run.empty(IMAGES * Float.BYTES);
      Array correct = run.empty(IMAGES * Integer.BYTES);
      Array dz = format.empty(run, logits.length);

      launch(run, format, run.floats(SMOOTHING), loss, correct, dz);

      Format.NCHW_F32.assertClose(run.floats(loss), losses(SMOOTHING));
      format.assertClose(format.values(run, dz, CLASSES, 1), gradients());
    }
  }

  @EachExecution
  void evaluatesWithoutSmoothingAndGradient(Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      Array loss = run.empty(IMAGES * Float.BYTES);
      Array correct = run.empty(IMAGES * Integer.BYTES);

      launch(run, Format.NCHW_F32, Array.NONE, loss, correct, Array.NONE);

      Format.NCHW_F32.assertClose(run.floats(loss), losses(0));
    }
  }

  @EachExecution
  void countsTheFirstOfEqualLogits(Execution on) {
    // Three classes; equal largest logits at 0 and 1, at 1 and 2, and a clear winner.
    float[] z = {5, 5, 1, 0, 7, 7, 1, 2, 3};
    try (KernelRun run = TestDevices.start(on)) {
      Array loss = run.empty(3 * Float.BYTES);
      Array correct = run.empty(3 * Integer.BYTES);
      run.launch(
          "softmax_cross_entropy_f32",
          Launches.warpPerRow(3),
          run.floats(z),
          run.ints(0, 2, 2),
          Array.NONE,
          loss,
          correct,
          Array.NONE,
          3,
          3);
      assertThat(run.ints(correct)).containsExactly(1, 0, 1);
    }
  }

  @EachExecution
  void showsThatANetworkDiverged(Execution on) {
    try (KernelRun run = TestDevices.start(on)) {
      logits[2 * CLASSES + 5] = Float.NaN;
      Array loss = run.empty(IMAGES * Float.BYTES);
      Array correct = run.empty(IMAGES * Integer.BYTES);

      launch(run, Format.NCHW_F32, Array.NONE, loss, correct, Array.NONE);

      assertThat(run.floats(loss)[2]).isNaN();
      assertThat(run.floats(loss)[1]).isFinite();
    }
  }

  @EachExecution
  void addsUpBatchAfterBatch(Execution on) {
    int images = 600;
    float[] losses = Numbers.around1(images, 1);
    int[] hits = new int[images];
    double sum = 0;
    for (int i = 0; i < images; i++) {
      hits[i] = i % 3 == 0 ? 1 : 0;
      sum += losses[i];
    }
    try (KernelRun run = TestDevices.start(on)) {
      Array lossTotal = run.doubles(1000);
      Array correctTotal = run.longs(5_000_000_000L);
      Array loss = run.floats(losses);
      Array correct = run.ints(hits);
      for (int batch = 0; batch < 2; batch++) {
        run.launch(
            "loss_totals", Geometry.blocks(1, 256), loss, correct, lossTotal, correctTotal, images);
      }
      Format.NCHW_F32.assertClose(
          new float[] {(float) run.doubles(lossTotal)[0]}, new double[] {1000 + 2 * sum});
      assertThat(run.longs(correctTotal)).containsExactly(5_000_000_400L);
    }
  }

  private void launch(
      KernelRun run, Format format, Array smoothing, Array loss, Array correct, Array dz) {
    run.launch(
        "softmax_cross_entropy_" + format.type,
        Launches.warpPerRow(IMAGES),
        run.floats(logits),
        run.ints(labels),
        smoothing,
        loss,
        correct,
        dz,
        IMAGES,
        CLASSES);
  }
}
