package org.epnas.policy.predictor;

/**
 * What is expected of one training.
 *
 * @param mean accuracy
 * @param deviation how far the observed accuracy may be from that, as a standard deviation
 * @param latent the same without the noise of an observation: how far the network's own mean may be
 */
public record Prediction(double mean, double deviation, double latent) {
  /** Where the noise of an observation is not told apart. */
  public Prediction(double mean, double deviation) {
    this(mean, deviation, deviation);
  }

  /**
   * Upper confidence bound: mean + exploration * deviation.
   *
   * @param exploration kappa, at least 0
   */
  public double upperBound(double exploration) {
    return mean + exploration * deviation;
  }
}
