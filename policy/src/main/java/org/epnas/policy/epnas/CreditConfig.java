package org.epnas.policy.epnas;

/**
 * How the reward of a trial becomes the advantage and the weight of its rollout.
 *
 * @param predictedShare lambda, in [0, 1]: b = lambda * predicted reward + (1 - lambda) * average
 * @param averageDecay of the exponential moving average of the rewards, per episode, in [0, 1)
 * @param weightLimit largest importance weight, at least 1
 */
public record CreditConfig(double predictedShare, double averageDecay, double weightLimit) {
  public static final CreditConfig DEFAULT = new CreditConfig(0.5, 0.5, 3);

  public CreditConfig {
    require(
        predictedShare >= 0 && predictedShare <= 1,
        "predicted share",
        predictedShare,
        "in [0, 1]",
        0.5);
    require(averageDecay >= 0 && averageDecay < 1, "average decay", averageDecay, "in [0, 1)", 0.5);
    require(weightLimit >= 1, "weight limit", weightLimit, "at least 1", 3);
  }

  private static void require(
      boolean holds, String name, double value, String rule, double wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "EPNAS credit %s (%s) must be %s. Maybe use %s.".formatted(name, value, rule, wayOut));
    }
  }
}
