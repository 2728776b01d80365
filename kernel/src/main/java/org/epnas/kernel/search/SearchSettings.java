package org.epnas.kernel.search;

import java.time.Duration;
import java.util.Optional;

/**
 * How a search runs.
 *
 * @param budget when it ends
 * @param workers how many candidates are evaluated at the same time, at least 1
 * @param trialTimeLimit wall time after which one evaluation is told to end, above 0
 * @param silenceLimit wall time after which an evaluation that neither asked its stop signal nor
 *     told of an epoch counts as hung and is given up, above 0. Its thread cannot be ended and is
 *     left behind; the search goes on with a new one
 * @param mode what it guarantees about repeating itself
 */
public record SearchSettings(
    Budget budget,
    int workers,
    Optional<Duration> trialTimeLimit,
    Optional<Duration> silenceLimit,
    ExecutionMode mode) {
  public SearchSettings {
    if (workers < 1) {
      throw new IllegalArgumentException(
          "Workers (%s) must be at least 1: one evaluates candidates one after the other."
              .formatted(workers));
    }
    requirePositive("Trial time", trialTimeLimit);
    requirePositive("Silence", silenceLimit);
  }

  private static void requirePositive(String name, Optional<Duration> limit) {
    if (limit.isPresent() && !limit.get().isPositive()) {
      throw new IllegalArgumentException(
          "%s limit (%s) must be above 0. Leave it out for no limit.".formatted(name, limit.get()));
    }
  }

  /** One worker, no limits per trial, reproducible. */
  public static SearchSettings of(Budget budget) {
    return new SearchSettings(
        budget, 1, Optional.empty(), Optional.empty(), ExecutionMode.REPRODUCIBLE);
  }

  public SearchSettings withWorkers(int newWorkers) {
    return new SearchSettings(budget, newWorkers, trialTimeLimit, silenceLimit, mode);
  }

  public SearchSettings withTrialTimeLimit(Duration limit) {
    return new SearchSettings(budget, workers, Optional.of(limit), silenceLimit, mode);
  }

  public SearchSettings withSilenceLimit(Duration limit) {
    return new SearchSettings(budget, workers, trialTimeLimit, Optional.of(limit), mode);
  }

  public SearchSettings withMode(ExecutionMode newMode) {
    return new SearchSettings(budget, workers, trialTimeLimit, silenceLimit, newMode);
  }
}
