package org.epnas.policy.reinforce;

/**
 * Settings of {@link ReinforceUpdate}.
 *
 * @param learningRate of Adam
 * @param entropyCoefficient beta, weight of the entropy bonus
 * @param gradientClipNorm largest Euclidean norm of the gradient of one update
 */
public record ReinforceConfig(
    double learningRate, double entropyCoefficient, double gradientClipNorm) {
  public static final ReinforceConfig DEFAULT = new ReinforceConfig(1e-3, 1e-2, 1.0);

  public ReinforceConfig {
    require(learningRate > 0, "learning rate", learningRate, "positive", 1e-3);
    require(entropyCoefficient >= 0, "entropy coefficient", entropyCoefficient, "0 or more", 1e-2);
    require(gradientClipNorm > 0, "gradient clip norm", gradientClipNorm, "positive", 1.0);
  }

  private static void require(
      boolean holds, String name, double value, String rule, double wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "REINFORCE %s (%s) must be %s. Maybe use %s.".formatted(name, value, rule, wayOut));
    }
  }
}
