package org.epnas.policy.bo;

/**
 * How the networks to be trained are found.
 *
 * @param candidates N, rollouts per trained network, at least 1
 * @param start trials before the predictor is asked, at least 1
 * @param startTransformations longest walk of these, at least 1
 * @param transformations T, longest rollout, at least 1
 * @param parents that rollouts begin at: so many of the best networks by posterior mean, at least 1
 * @param heldOutShare share of the trained ones that is drawn at random, in (0, 1), over all
 *     episodes with predictions
 * @param climbFrom trials from which on the neighbours of the best candidates are looked at too
 * @param climbFromUnderHardLimits the same where a hard limit keeps rollouts from most of the space
 * @param climbers candidates whose neighbours are looked at, at least 1
 * @param climbs how often in a row, at least 0
 * @param neighbours most transformations that are tried per climber, at least 1: all of a small
 *     cell, a sample of a large network, where describing and comparing a candidate takes a
 *     millisecond
 */
public record ExplorationConfig(
    int candidates,
    int start,
    int startTransformations,
    int transformations,
    int parents,
    double heldOutShare,
    int climbFrom,
    int climbFromUnderHardLimits,
    int climbers,
    int climbs,
    int neighbours) {
  public static final ExplorationConfig DEFAULT =
      new ExplorationConfig(128, 5, 3, 2, 10, 0.125, 20, 10, 8, 2, 24);

  private static final int MOST_PER_TRAINED = 32;

  public ExplorationConfig {
    require(candidates >= 1, "candidates", candidates, "at least 1", 128);
    require(start >= 1, "start", start, "at least 1", 5);
    require(
        startTransformations >= 1, "start transformations", startTransformations, "at least 1", 3);
    require(transformations >= 1, "transformations", transformations, "at least 1", 2);
    require(parents >= 1, "parents", parents, "at least 1", 10);
    require(
        heldOutShare > 0 && heldOutShare < 1, "held-out share", heldOutShare, "in (0, 1)", 0.125);
    require(climbers >= 1, "climbers", climbers, "at least 1", 8);
    require(climbs >= 0, "climbs", climbs, "at least 0", 2);
    require(neighbours >= 1, "neighbours", neighbours, "at least 1", 24);
  }

  /** N for so many trained at a time: with many slots there must be something to choose from. */
  public int candidates(int trained) {
    return Math.max(candidates, MOST_PER_TRAINED * trained);
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
