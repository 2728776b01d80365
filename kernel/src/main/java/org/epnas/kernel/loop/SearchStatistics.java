package org.epnas.kernel.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.TimeSplit;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/** Adds up a search into its result. Confined to the search's thread. */
final class SearchStatistics {
  private final List<Trial> trials = new ArrayList<>();
  private int completed;
  private int failed;
  private int refused;
  private int cancelled;
  private int duplicates;
  private long strategyNanos;
  private long admissionNanos;

  void trial(Trial trial) {
    trials.add(trial);
    switch (trial.outcome()) {
      case Outcome.Completed _ -> completed++;
      case Outcome.Failed(Outcome.Reason reason, String _) -> {
        switch (reason) {
          case OVER_LIMIT -> refused++;
          case CANCELLED -> cancelled++;
          default -> failed++;
        }
      }
    }
  }

  void duplicate() {
    duplicates++;
  }

  void strategy(long nanos) {
    strategyNanos += nanos;
  }

  void admission(long nanos) {
    admissionNanos += nanos;
  }

  SearchResult result(SearchEnd end, List<Constraint> constraints, int workers, Duration wall) {
    double wallSeconds = seconds(wall.toNanos());
    trials.sort(Comparator.comparingInt(Trial::id));
    return new SearchResult(
        trials,
        Ranking.best(trials),
        Ranking.paretoFront(trials, constraints.stream().map(Constraint::resource).toList()),
        new SearchResult.Counts(completed, failed, refused, cancelled, duplicates),
        wallSeconds,
        split(workers * wallSeconds),
        end);
  }

  private TimeSplit split(double workerSeconds) {
    double evaluating = trials.stream().mapToDouble(Trial::seconds).sum();
    return new TimeSplit(
        sum(Metric.TRAINING_SECONDS),
        sum(Metric.VALIDATION_SECONDS),
        sum(Metric.PREPARATION_SECONDS) + seconds(admissionNanos),
        seconds(strategyNanos),
        Math.max(0, workerSeconds - evaluating));
  }

  private double sum(String metric) {
    return trials.stream()
        .flatMap(trial -> trial.completed().stream())
        .mapToDouble(outcome -> outcome.metrics().getOrDefault(metric, 0.0))
        .sum();
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
