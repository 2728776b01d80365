package org.epnas.policy.predictor;

/**
 * What the ensemble expects of one training.
 *
 * @param mean reward, over the members
 * @param deviation standard deviation over the members, in units of reward
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
