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
    OVER_LIMIT(Blame.NONE),
    /** The loss became NaN or infinite. */
    DIVERGED(Blame.NETWORK),
    /** The trial's own time limit passed. */
    TIMED_OUT(Blame.NETWORK),
    /** The device ran out of memory. */
    OUT_OF_MEMORY(Blame.NETWORK),
    /** The search was cancelled or its budget ended. */
    CANCELLED(Blame.NONE),
    /** A resource or a penalty threw, or gave what cannot be. */
    PLUGIN_FAILED(Blame.SURROUNDINGS),
    /** The device's library could not do what it was asked; the device still works. */
    DEVICE_FAILED(Blame.SURROUNDINGS),
    /** A file could not be read or written: the disk is full, for example, or the file is gone. */
    STORAGE_FAILED(Blame.SURROUNDINGS),
    /** It gave no sign of life for longer than is allowed, and was given up. */
    HUNG(Blame.SURROUNDINGS),
    /** Its worker or device was lost, and no further attempt succeeded. */
    LOST(Blame.SURROUNDINGS),
    /** Anything else; the message says what. */
    ERROR(Blame.SURROUNDINGS);

    private enum Blame {
      NETWORK,
      SURROUNDINGS,
      NONE
    }

    private final Blame blame;

    Reason(Blame blame) {
      this.blame = blame;
    }

    /** False for what was refused or cut off: nothing has gone wrong there. */
    public boolean failure() {
      return blame != Blame.NONE;
    }

    /** Whether it says something about the network, so that the next search may fail likewise. */
    public boolean networksFault() {
      return blame == Blame.NETWORK;
    }

    /** Whether something went wrong that is no fault of the network. */
    public boolean surroundingsFault() {
      return blame == Blame.SURROUNDINGS;
    }
  }
}
