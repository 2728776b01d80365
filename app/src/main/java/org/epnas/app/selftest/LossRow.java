package org.epnas.app.selftest;

import org.epnas.nativecuda.Arithmetic;
import org.epnas.training.selftest.LossCurve;

/**
 * A training on the device beside one on the reference backend; losses in nats.
 *
 * @param firstLoss of the device
 * @param lastLoss of the device
 * @param lastReferenceLoss of the reference backend
 * @param largestDifference between the two in a step
 * @param worstStep the step of that difference, from 0
 * @param tolerance the most that it may be
 */
public record LossRow(
    Arithmetic arithmetic,
    int steps,
    double firstLoss,
    double lastLoss,
    double lastReferenceLoss,
    double largestDifference,
    int worstStep,
    double tolerance) {
  static LossRow of(Arithmetic arithmetic, LossCurve curve) {
    return new LossRow(
        arithmetic,
        curve.actual().size(),
        curve.actual().getFirst(),
        curve.actual().getLast(),
        curve.expected().getLast(),
        curve.largestDifference(),
        curve.worstStep(),
        tolerance(arithmetic));
  }

  /**
   * Of steps whose small learning rate hardly amplifies rounding: two backends in fp32 part by 2e-6
   * within twelve steps of ResNet-8.
   */
  private static double tolerance(Arithmetic arithmetic) {
    return switch (arithmetic) {
      case FP32 -> 2e-4;
      case TF32 -> 2e-2;
      case BF16 -> 2e-1;
    };
  }

  /** NaN is not. */
  boolean good() {
    return largestDifference <= tolerance;
  }
}
