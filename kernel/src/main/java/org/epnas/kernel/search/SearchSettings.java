package org.epnas.kernel.search;

import java.time.Duration;
import java.util.Optional;

/**
 * How a search runs.
 *
 * @param budget when it ends
 * @param workers how many candidates are evaluated at the same time, at least 1
 * @param trialTimeLimit wall time after which one evaluation is told to end, above 0
 * @param mode what it guarantees about repeating itself
 */
public record SearchSettings(
    Budget budget, int workers, Optional<Duration> trialTimeLimit, ExecutionMode mode) {
  public SearchSettings {
    if (workers < 1) {
      throw new IllegalArgumentException(
          "Workers (%s) must be at least 1: one evaluates candidates one after the other."
              .formatted(workers));
    }
    if (trialTimeLimit.isPresent() && !trialTimeLimit.get().isPositive()) {
      throw new IllegalArgumentException(
          "Trial time limit (%s) must be above 0. Leave it out for no limit."
              .formatted(trialTimeLimit.get()));
    }
  }

  /** One worker, no time limit per trial, reproducible. */
  public static SearchSettings of(Budget budget) {
    return new SearchSettings(budget, 1, Optional.empty(), ExecutionMode.REPRODUCIBLE);
  }

  public SearchSettings withWorkers(int newWorkers) {
    return new SearchSettings(budget, newWorkers, trialTimeLimit, mode);
  }

  public SearchSettings withTrialTimeLimit(Duration limit) {
    return new SearchSettings(budget, workers, Optional.of(limit), mode);
  }

  public SearchSettings withMode(ExecutionMode newMode) {
    return new SearchSettings(budget, workers, trialTimeLimit, newMode);
  }
}
