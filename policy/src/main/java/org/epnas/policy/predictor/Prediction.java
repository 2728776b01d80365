package org.epnas.policy.predictor;

/**
 * What is expected of one training.
 *
 * @param mean reward
 * @param deviation how far the reward may be from that, as a standard deviation
 */
public record Prediction(double mean, double deviation) {
  /**
   * Upper confidence bound: mean + exploration * deviation.
   *
   * @param exploration kappa, at least 0
   */
  public double upperBound(double exploration) {
    return mean + exploration * deviation;
  }
}
