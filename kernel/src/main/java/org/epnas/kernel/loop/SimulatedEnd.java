package org.epnas.kernel.loop;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;

/** When a simulated evaluation ends, and as what: by itself, or cut off. */
final class SimulatedEnd {
  private final long deadlineNanos;
  private final long timeLimitNanos;
  private final BooleanSupplier searchEnds;

  /**
   * @param deadlineNanos reading of the clock at which the search's time is over
   * @param timeLimit of one evaluation
   * @param searchEnds whether what still runs is to be cut off now
   */
  SimulatedEnd(long deadlineNanos, Optional<Duration> timeLimit, BooleanSupplier searchEnds) {
    this.deadlineNanos = deadlineNanos;
    this.timeLimitNanos = timeLimit.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    this.searchEnds = searchEnds;
  }

  /** How long an evaluation takes that is not cut off by the search: at most its time limit. */
  long nanos(long price) {
    return Math.min(price, timeLimitNanos);
  }

  /** The last moment, from now on, at which an evaluation may end by itself. */
  long latest(long now) {
    return searchEnds.getAsBoolean() ? now : deadlineNanos;
  }

  /** What an evaluation is reported as; one that is cut off shows none of its figures. */
  Outcome outcome(Outcome own, long price, boolean inTime) {
    if (!inTime) {
      return new Outcome.Failed(Reason.CANCELLED, "The search ended before the evaluation.");
    }
    return price > timeLimitNanos
        ? new Outcome.Failed(
            Reason.TIMED_OUT,
            String.format(
                Locale.ROOT,
                "The evaluation takes %.1f simulated seconds; its limit is %.1f.",
                price / 1e9,
                timeLimitNanos / 1e9))
        : own;
  }
}
