package org.epnas.app.progress;

import java.time.Duration;
import java.util.List;
import org.epnas.study.text.Quantity;

/** One status line for work of which the number of pieces is known: done, rate, time left. */
public final class CountProgress implements AutoCloseable {
  private final String unit;
  private final int total;
  private final long startNanos = System.nanoTime();
  private volatile int done;
  private final StatusLine line;

  /**
   * @param task for example {@code predict}
   * @param unit of what is counted, for example {@code images}
   */
  public CountProgress(String task, String unit, int total) {
    this.unit = unit;
    this.total = total;
    this.line = StatusLine.open(task, () -> (double) done / total, this::status);
  }

  public void done(int count) {
    done = count;
  }

  private List<String> status() {
    double seconds = Math.max(1e-9, (System.nanoTime() - startNanos) / 1e9);
    double rate = done / seconds;
    String left =
        done == 0 ? "?" : Quantity.time(Duration.ofMillis((long) ((total - done) / rate * 1e3)));
    return List.of(
        "%s of %s %s".formatted(done, total, unit),
        left + " left",
        Quantity.fixed(rate, 0) + " " + unit + "/s");
  }

  @Override
  public void close() {
    line.close();
  }
}
