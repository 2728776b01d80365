package org.epnas.kernel.trial;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** How an evaluation ended. */
public sealed interface Outcome {
  /**
   * It gave metrics.
   *
   * @param metrics by name, see {@link Metric}; always holds {@link Metric#VALIDATION_ACCURACY}, in
   *     [0, 1]
   */
  record Completed(SortedMap<String, Double> metrics) implements Outcome {

    public Completed {
      metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
      if (!metrics.containsKey(Metric.VALIDATION_ACCURACY)) {
        throw new IllegalArgumentException(
            "Metrics " + metrics.keySet() + " lack (" + Metric.VALIDATION_ACCURACY + ").");
      }
      double accuracy = Objects.requireNonNull(metrics.get(Metric.VALIDATION_ACCURACY));
      if (!(accuracy >= 0 && accuracy <= 1)) {
        throw new IllegalArgumentException(
            "Metric (%s) is (%s) and must lie in [0, 1]. A diverged training is a failed outcome."
                .formatted(Metric.VALIDATION_ACCURACY, accuracy));
      }
    }

    /** In [0, 1]. */
    public double accuracy() {
      return Objects.requireNonNull(metrics.get(Metric.VALIDATION_ACCURACY));
    }
  }

  /** It gave none. */
  record Failed(Reason reason, String message) implements Outcome {}

  /** Why an evaluation failed. */
  enum Reason {
    /** Refused before training: over a hard limit. */
    OVER_LIMIT,
    /** The loss became NaN or infinite. */
    DIVERGED,
    /** The trial's own time limit passed. */
    TIMED_OUT,
    /** The device ran out of memory. */
    OUT_OF_MEMORY,
    /** The search was cancelled or its budget ended. */
    CANCELLED,
    /** Anything else; the message says what. */
    ERROR
  }
}
