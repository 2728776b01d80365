package org.epnas.policy.schedule;

/**
 * How training time is shared between many short trials and a few long ones.
 *
 * @param largestTrial share of the budget, in (0, 1], that one short trial may be estimated to
 *     take; larger networks are not proposed
 * @param halvingFactor eta of successive halving, at least 2: one in eta architectures of a rung is
 *     promoted to the next
 * @param finalShare last share of the budget, in [0, 1), that goes to training the best few longer
 * @param finalists architectures in the first round of the final phase, at least 1
 */
public record ScheduleConfig(
    double largestTrial, int halvingFactor, double finalShare, int finalists) {
  public static final ScheduleConfig DEFAULT = new ScheduleConfig(0.05, 4, 0.25, 3);

  public ScheduleConfig {
    require(
        largestTrial > 0 && largestTrial <= 1, "largest trial", largestTrial, "in (0, 1]", 0.05);
    require(halvingFactor >= 2, "halving factor", halvingFactor, "at least 2", 4);
    require(finalShare >= 0 && finalShare < 1, "final share", finalShare, "in [0, 1)", 0.25);
    require(finalists >= 1, "finalists", finalists, "at least 1", 3);
  }

  private static void require(
      boolean holds, String name, Number value, String rule, Number wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Schedule %s (%s) must be %s. Maybe use %s.".formatted(name, value, rule, wayOut));
    }
  }
}
