package org.epnas.app.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.epnas.study.text.Quantity;
import org.epnas.training.trainer.EpochListener;
import org.epnas.training.trainer.EpochReport;
import org.epnas.training.weights.Weights;

/** One status line for a training to the end: epoch, loss, accuracy, rate, time left. */
public final class TrainProgress implements EpochListener, AutoCloseable {
  private final TrainingClock clock;
  private final StatusLine line;
  private Optional<EpochReport> last = Optional.empty();

  /**
   * @param timeBudget of the training, if it is limited by time
   */
  public TrainProgress(Optional<Duration> timeBudget) {
    this.clock = new TrainingClock(timeBudget, System::nanoTime);
    this.line = StatusLine.open("train", this::fraction, this::status);
  }

  @Override
  public synchronized void epochEnded(EpochReport report, Supplier<Weights> weights) {
    last = Optional.of(report);
    clock.epochEnded(report);
  }

  private synchronized double fraction() {
    return clock.fraction();
  }

  private synchronized String status() {
    return "%s, %s left"
        .formatted(
            last.map(TrainProgress::describe).orElse("first epoch"),
            clock.left().map(Quantity::time).orElse("?"));
  }

  private static String describe(EpochReport report) {
    return "epoch %d of %d, loss %s, training accuracy %s, %s images/s"
        .formatted(
            report.epoch(),
            report.epochs(),
            Quantity.fixed(report.loss(), 3),
            Quantity.accuracy(report.accuracy()),
            Quantity.fixed(report.imagesPerSecond(), 0));
  }

  @Override
  public void close() {
    line.close();
  }
}
