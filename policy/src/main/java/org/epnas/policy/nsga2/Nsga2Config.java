package org.epnas.policy.nsga2;

import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Size of the population of NSGA-II.
 *
 * @param population N, parents and as many children per generation, at least 2
 * @param patience mutants drawn before the next ones are one transformation further from their
 *     parent, at least 1
 * @param furthest greatest number of transformations from the parent, at least 1
 * @param schedule who is trained longer, and when
 */
public record Nsga2Config(int population, int patience, int furthest, ScheduleConfig schedule) {
  /** For searches of some hundred trials; the paper's 100 are for 25,000 evaluations. */
  public static final Nsga2Config DEFAULT = new Nsga2Config(10, 50, 4, ScheduleConfig.DEFAULT);

  public Nsga2Config {
    require("population", population, 2, 10);
    require("patience", patience, 1, 50);
    require("furthest", furthest, 1, 4);
  }

  private static void require(String name, int value, int least, int wayOut) {
    if (value < least) {
      throw new IllegalArgumentException(
          "NSGA-II %s (%s) must be at least %s. Maybe use %s."
              .formatted(name, value, least, wayOut));
    }
  }
}
