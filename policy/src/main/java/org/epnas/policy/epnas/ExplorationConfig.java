package org.epnas.policy.epnas;

/**
 * How an episode finds the networks that it trains.
 *
 * @param replicas N, policies that roll out in parallel, at least 1
 * @param candidates M, rollouts per replica, at least 1
 * @param trained K, least number of candidates trained per episode, at least 2; rounded up to whole
 *     fillings of the slots
 * @param heldOutShare share of the trained ones that is drawn at random, in (0, 1), over all
 *     episodes with predictions
 * @param firstTransformations T at the start of the search, at least 1
 * @param lastTransformations T when the final phase begins, at least 1; T changes linearly
 * @param baselineEpsilon probability, in [0, 1], that an episode starts from a random elite instead
 *     of the best network
 * @param elites size of the pool that such an elite is drawn from, at least 1
 * @param eliteTemperature of that draw, in units of reward, above 0
 * @param confidence kappa of the upper confidence bound, at least 0
 */
public record ExplorationConfig(
    int replicas,
    int candidates,
    int trained,
    double heldOutShare,
    int firstTransformations,
    int lastTransformations,
    double baselineEpsilon,
    int elites,
    double eliteTemperature,
    double confidence) {
  public static final ExplorationConfig DEFAULT =
      new ExplorationConfig(8, 16, 4, 0.125, 3, 1, 0.15, 8, 0.05, 1);

  public ExplorationConfig {
    require(replicas >= 1, "replicas", replicas, "at least 1", 8);
    require(candidates >= 1, "candidates", candidates, "at least 1", 16);
    require(trained >= 2, "trained", trained, "at least 2", 4);
    require(
        heldOutShare > 0 && heldOutShare < 1, "held-out share", heldOutShare, "in (0, 1)", 0.125);
    require(
        firstTransformations >= 1, "first transformations", firstTransformations, "at least 1", 3);
    require(lastTransformations >= 1, "last transformations", lastTransformations, "at least 1", 1);
    require(
        baselineEpsilon >= 0 && baselineEpsilon <= 1,
        "baseline epsilon",
        baselineEpsilon,
        "in [0, 1]",
        0.15);
    require(elites >= 1, "elites", elites, "at least 1", 8);
    require(eliteTemperature > 0, "elite temperature", eliteTemperature, "above 0", 0.05);
    require(confidence >= 0, "confidence", confidence, "at least 0", 1);
  }

  /**
   * T of an episode.
   *
   * @param progress share of the search before its final phase that is over
   */
  int transformations(double progress) {
    double t = Math.max(0, Math.min(1, progress));
    return (int)
        Math.round(firstTransformations + (lastTransformations - firstTransformations) * t);
  }

  private static void require(
      boolean holds, String name, Number value, String rule, Number wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "EPNAS exploration %s (%s) must be %s. Maybe use %s."
              .formatted(name, value, rule, wayOut));
    }
  }
}
