package org.epnas.policy.random;

import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Distribution and schedule of random search.
 *
 * @param firstLength greatest length of the first walk, at least 1
 * @param walksPerLength accepted walks after which the greatest length grows by one, at least 1
 * @param attempts draws in a row that may find nothing new, within the limits or not, before the
 *     search space counts as used up, at least 1
 * @param schedule of which random search uses the largest trial and the final phase
 */
public record RandomSearchConfig(
    int firstLength, int walksPerLength, int attempts, ScheduleConfig schedule) {
  public static final RandomSearchConfig DEFAULT =
      new RandomSearchConfig(4, 4, 200, ScheduleConfig.DEFAULT);

  /**
   * Asynchronous successive halving (Li et al. 2020): random networks, of which one in four at
   * every length goes on for twice as long, to the end of the budget.
   */
  public static final RandomSearchConfig ASHA =
      new RandomSearchConfig(4, 4, 200, new ScheduleConfig(0.05, 4, 0, 3));

  public RandomSearchConfig {
    require("first length", firstLength, 4);
    require("walks per length", walksPerLength, 4);
    require("attempts", attempts, 200);
  }

  private static void require(String name, int value, int wayOut) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "Random search %s (%s) must be at least 1. Maybe use %s.".formatted(name, value, wayOut));
    }
  }
}
