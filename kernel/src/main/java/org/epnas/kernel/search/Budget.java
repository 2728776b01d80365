package org.epnas.kernel.search;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * When a search ends: whichever of its limits is reached first.
 *
 * @param time wall time of the search, above 0 and at most 10,000 days
 * @param trials evaluated trials, at least 1; refused ones and duplicates cost nothing
 * @param epochs trained epochs over all trials, at least 1. The trial that reaches the limit is
 *     still trained to its end.
 */
public record Budget(Optional<Duration> time, OptionalLong trials, OptionalLong epochs) {
  /** The longest time, so that it fits into a count of nanoseconds. */
  static final Duration MAX_TIME = Duration.ofDays(10_000);

  /**
   * @throws IllegalArgumentException if there is no limit, or one is out of its range
   */
  public Budget {
    if (time.isEmpty() && trials.isEmpty() && epochs.isEmpty()) {
      throw new IllegalArgumentException(
          "Budget has no limit, so the search would never end. Set a time, trials or epochs.");
    }
    if (time.isPresent() && !(time.get().isPositive() && time.get().compareTo(MAX_TIME) <= 0)) {
      throw new IllegalArgumentException(
          "Budget's time (%s) must be above 0 and at most %s days."
              .formatted(time.get(), MAX_TIME.toDays()));
    }
    checkCount("trials", trials);
    checkCount("epochs", epochs);
  }

  /** A limit on wall time alone. */
  public static Budget ofTime(Duration time) {
    return new Budget(Optional.of(time), OptionalLong.empty(), OptionalLong.empty());
  }

  /** A limit on the number of evaluated trials alone. */
  public static Budget ofTrials(long trials) {
    return new Budget(Optional.empty(), OptionalLong.of(trials), OptionalLong.empty());
  }

  /** A limit on the epochs trained over all trials alone. */
  public static Budget ofEpochs(long epochs) {
    return new Budget(Optional.empty(), OptionalLong.empty(), OptionalLong.of(epochs));
  }

  /**
   * Reads a comma-separated list of limits, each kind once: a time such as {@code 90s}, {@code 10m}
   * or {@code 1h30m}, {@code trials=50}, {@code epochs=200}.
   *
   * @throws IllegalArgumentException naming the part that cannot be read and the way out
   */
  public static Budget parse(String text) {
    return BudgetParser.parse(text);
  }

  /** Share of the budget used, in [0, 1]: the largest share where there are several limits. */
  public double fractionUsed(Duration elapsed, long trialsEvaluated, double epochsTrained) {
    double share = 0;
    if (time.isPresent()) {
      share = Math.max(share, (double) elapsed.toNanos() / time.get().toNanos());
    }
    if (trials.isPresent()) {
      share = Math.max(share, (double) trialsEvaluated / trials.getAsLong());
    }
    if (epochs.isPresent()) {
      share = Math.max(share, epochsTrained / epochs.getAsLong());
    }
    return Math.min(1, share);
  }

  /** For example {@code 1h30m,trials=50}; {@link #parse} reads it back. */
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    time.ifPresent(duration -> parts.add(BudgetParser.text(duration)));
    trials.ifPresent(count -> parts.add("trials=" + count));
    epochs.ifPresent(count -> parts.add("epochs=" + count));
    return String.join(",", parts);
  }

  private static void checkCount(String name, OptionalLong count) {
    if (count.isPresent() && count.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "Budget's %s (%s) must be at least 1.".formatted(name, count.getAsLong()));
    }
  }
}
