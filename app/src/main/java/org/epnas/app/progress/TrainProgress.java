package org.epnas.app.progress;

import java.time.Duration;
import java.util.List;
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

  private synchronized List<String> status() {
    String left = clock.left().map(Quantity::time).orElse("?") + " left";
    return last.map(report -> describe(report, left)).orElse(List.of("first epoch", left));
  }

  private static List<String> describe(EpochReport report, String left) {
    return List.of(
        "epoch %s of %s".formatted(report.epoch(), report.epochs()),
        left,
        "training accuracy " + Quantity.accuracy(report.accuracy()),
        "loss " + Quantity.fixed(report.loss(), 3),
        Quantity.fixed(report.imagesPerSecond(), 0) + " images/s");
  }

  @Override
  public void close() {
    line.close();
  }
}
