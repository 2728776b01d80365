package org.epnas.app.progress;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.epnas.training.trainer.EpochListener;
import org.epnas.training.trainer.EpochReport;
import org.epnas.training.weights.Weights;

/** One status line for a training to the end: epoch, loss, accuracy, rate, time left. */
public final class TrainProgress implements EpochListener, AutoCloseable {
  private final StatusLine line = StatusLine.open("train", this::fraction, this::status);
  private final long startNanos = System.nanoTime();
  private Optional<EpochReport> last = Optional.empty();

  @Override
  public synchronized void epochEnded(EpochReport report, Supplier<Weights> weights) {
    last = Optional.of(report);
  }

  private synchronized double fraction() {
    return last.map(report -> report.epoch() / (double) report.epochs()).orElse(0.0);
  }

  private synchronized String status() {
    return last.map(this::describe).orElse("first epoch");
  }

  private String describe(EpochReport report) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double left = seconds * (report.epochs() - report.epoch()) / report.epoch();
    return "epoch %d of %d, loss %.3f, training accuracy %s, %.0f images/s, %s left"
        .formatted(
            report.epoch(),
            report.epochs(),
            report.loss(),
            Quantity.accuracy(report.accuracy()),
            report.imagesPerSecond(),
            Quantity.time(Duration.ofMillis((long) (left * 1e3))));
  }

  @Override
  public void close() {
    line.close();
  }
}
