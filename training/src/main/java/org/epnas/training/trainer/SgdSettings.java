package org.epnas.training.trainer;

import org.epnas.training.backend.Executable.StepOptions;

/**
 * Stochastic gradient descent with Nesterov momentum, as {@link
 * org.epnas.training.backend.Executable} defines it.
 *
 * @param learningRate at the schedule's peak
 * @param momentum in [0, 1)
 * @param weightDecay L2 coefficient on convolution and dense weights
 * @param labelSmoothing share of the target spread over all classes, in [0, 1) (Szegedy et al.
 *     2016)
 */
public record SgdSettings(
    double learningRate,
    double momentum,
    double weightDecay,
    double labelSmoothing,
    LearningRateSchedule schedule) {
  /**
   * Peak rate per image of a batch in trials: 0.3 at 64. Chosen between values that were tried, one
   * seed each on a loaded machine: higher rates than those of final trainings gained 2 to 5 points
   * of accuracy in one to three epochs of Fashion-MNIST and CIFAR-10.
   */
  private static final double TRIAL_RATE_PER_IMAGE = 0.3 / 64;

  /** Peak rate per image of a batch in final trainings: 0.1 at 64. */
  private static final double FINAL_RATE_PER_IMAGE = 0.1 / 64;

  public SgdSettings {
    require(
        learningRate > 0 && Double.isFinite(learningRate),
        "Learning rate",
        learningRate,
        "a finite number above 0");
    require(momentum >= 0 && momentum < 1, "Momentum", momentum, "at least 0 and below 1");
    require(
        weightDecay >= 0 && weightDecay < 1, "Weight decay", weightDecay, "at least 0 and below 1");
    require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "Label smoothing",
        labelSmoothing,
        "at least 0 and below 1");
  }

  private static void require(boolean valid, String name, double value, String rule) {
    if (!valid) {
      throw new IllegalArgumentException("%s (%s) must be %s.".formatted(name, value, rule));
    }
  }

  /**
   * For trials of a few epochs: no label smoothing, which pays only once the training set is almost
   * learnt, and a warm-up over a tenth of the steps.
   *
   * @param batchSize the learning rate grows in proportion to it (Goyal et al. 2017, arXiv
   *     1706.02677): 0.3 at 64
   */
  public static SgdSettings forTrials(int batchSize) {
    return new SgdSettings(
        TRIAL_RATE_PER_IMAGE * batchSize, 0.9, 5e-4, 0, new LearningRateSchedule.Cosine(0.1));
  }

  /**
   * For trainings of tens of epochs: label smoothing 0.1 and a warm-up over a twentieth of the
   * steps.
   *
   * @param batchSize the learning rate grows in proportion to it: 0.1 at 64
   */
  public static SgdSettings forFinalTraining(int batchSize) {
    return new SgdSettings(
        FINAL_RATE_PER_IMAGE * batchSize, 0.9, 5e-4, 0.1, new LearningRateSchedule.Cosine(0.05));
  }

  /** The same for another batch size: the learning rate grows in proportion. */
  SgdSettings scaled(int fromBatchSize, int toBatchSize) {
    return new SgdSettings(
        learningRate * toBatchSize / fromBatchSize,
        momentum,
        weightDecay,
        labelSmoothing,
        schedule);
  }

  /** What a step at this progress uses. */
  StepOptions at(double progress) {
    return new StepOptions(
        learningRate * schedule.factor(progress), momentum, weightDecay, labelSmoothing);
  }
}
