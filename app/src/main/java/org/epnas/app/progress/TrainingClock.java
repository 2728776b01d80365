package org.epnas.app.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.epnas.training.trainer.EpochReport;

/**
 * How long a training will still take: what is left of its time budget or, with a budget of epochs,
 * of the planned epochs at the mean speed of the finished ones.
 */
final class TrainingClock {
  private final Optional<Duration> budget;
  private final LongSupplier nanoClock;

  /** Of the training; of this clock until the first epoch says when the training began. */
  private long startNanos;

  private long lastNanos;
  private Optional<EpochReport> last = Optional.empty();

  /**
   * @param budget the time that the training may take, if it is limited by time
   */
  TrainingClock(Optional<Duration> budget, LongSupplier nanoClock) {
    this.budget = budget;
    this.nanoClock = nanoClock;
    this.startNanos = nanoClock.getAsLong();
  }

  void epochEnded(EpochReport report) {
    lastNanos = nanoClock.getAsLong();
    startNanos = lastNanos - (long) (report.seconds() * 1e9);
    last = Optional.of(report);
  }

  /** Empty before the end of the first epoch of a training that time does not limit. */
  Optional<Duration> left() {
    Optional<Double> seconds =
        budget.isPresent()
            ? budget.map(time -> time.toNanos() / 1e9 - since(startNanos))
            : last.map(report -> ofEpochs(report) - since(lastNanos));
    boolean lastEpochEnded = last.filter(report -> report.epoch() == report.epochs()).isPresent();
    return seconds.map(time ->
        lastEpochEnded ? Duration.ZERO : Duration.ofNanos((long) (1e9 * Math.max(0, time))));
  }

  private static double ofEpochs(EpochReport report) {
    return report.seconds() / report.epoch() * (report.epochs() - report.epoch());
  }

  /** Share of the training that is over, in [0, 1]. */
  double fraction() {
    double elapsed = since(startNanos);
    double all = left().map(left -> elapsed + left.toNanos() / 1e9).orElse(0.0);
    return all > 0 ? elapsed / all : 0;
  }

  private double since(long nanos) {
    return (nanoClock.getAsLong() - nanos) / 1e9;
  }
}
