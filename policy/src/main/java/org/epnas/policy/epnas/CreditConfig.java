package org.epnas.policy.epnas;

/**
 * How what came out of an episode changes the policy.
 *
 * @param window calls over which trained candidates are collected before the policy learns, at
 *     least 1
 * @param updates gradient steps each time, at least 1
 * @param weightLimit largest importance weight, at least 1
 */
public record CreditConfig(int window, int updates, double weightLimit) {
  public static final CreditConfig DEFAULT = new CreditConfig(4, 4, 3);

  public CreditConfig {
    require(window >= 1, "window", window, "at least 1", 4);
    require(updates >= 1, "updates", updates, "at least 1", 4);
    require(weightLimit >= 1, "weight limit", weightLimit, "at least 1", 3);
  }

  private static void require(
      boolean holds, String name, Number value, String rule, Number wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "EPNAS credit %s (%s) must be %s. Maybe use %s.".formatted(name, value, rule, wayOut));
    }
  }
}
