package org.epnas.policy.random;

import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Distribution and schedule of random search.
 *
 * @param firstLength greatest length of the first walk, at least 1
 * @param walksPerLength accepted walks after which the greatest length grows by one, at least 1
 * @param attempts walks tried for one new architecture before the search space counts as used up,
 *     at least 1
 * @param schedule of which random search uses the largest trial and the final phase
 */
public record RandomSearchConfig(
    int firstLength, int walksPerLength, int attempts, ScheduleConfig schedule) {
  public static final RandomSearchConfig DEFAULT =
      new RandomSearchConfig(4, 4, 200, ScheduleConfig.DEFAULT);

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
