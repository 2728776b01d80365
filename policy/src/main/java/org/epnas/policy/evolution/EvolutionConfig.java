package org.epnas.policy.evolution;

import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Size of the population and pressure of the selection.
 *
 * @param population P, networks that can become parents, at least 2
 * @param sample S, members drawn for a tournament, at least 1
 * @param patience mutants drawn before the next ones are one transformation further from their
 *     parent, at least 1
 * @param furthest greatest number of transformations from the parent, at least 1
 * @param filtered mutants of tournaments' winners among which a predictor of the accuracy chooses
 *     the one that is trained; 1 for evolution without one
 * @param schedule of which evolution uses the largest trial and the final phase
 */
public record EvolutionConfig(
    int population, int sample, int patience, int furthest, int filtered, ScheduleConfig schedule) {
  /** As on NAS-Bench-201 (Dong and Yang 2020, section 4): for searches of about 100 trials. */
  public static final EvolutionConfig DEFAULT =
      new EvolutionConfig(10, 10, 50, 4, ScheduleConfig.DEFAULT);

  /** The same with a Gaussian process as a filter of the mutants. */
  public static final EvolutionConfig FILTERED =
      new EvolutionConfig(10, 10, 50, 4, 64, ScheduleConfig.DEFAULT);

  /** As AmoebaNet was found (Real et al. 2018, section 3): for searches of 20,000 trials. */
  public static final EvolutionConfig AMOEBANET =
      new EvolutionConfig(100, 25, 50, 4, ScheduleConfig.DEFAULT);

  public EvolutionConfig {
    require("population", population, 2, 10);
    require("sample", sample, 1, 10);
    require("patience", patience, 1, 50);
    require("furthest", furthest, 1, 4);
    require("filtered", filtered, 1, 64);
  }

  /** Without a filter. */
  public EvolutionConfig(
      int population, int sample, int patience, int furthest, ScheduleConfig schedule) {
    this(population, sample, patience, furthest, 1, schedule);
  }

  private static void require(String name, int value, int least, int wayOut) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Evolution %s (%s) must be at least %s. Maybe use %s."
              .formatted(name, value, least, wayOut));
    }
  }
}
