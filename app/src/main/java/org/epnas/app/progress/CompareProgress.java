package org.epnas.app.progress;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.epnas.compare.ComparisonListener;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;
import org.epnas.study.text.Quantity;

/**
 * One status line for many searches: how many are finished, rate, time left. Thread-safe: searches
 * report from their own threads.
 */
public final class CompareProgress implements ComparisonListener, AutoCloseable {
  private final StatusLine line;
  private final int total;
  private final int kept;
  private final long startNanos = System.nanoTime();
  private final Map<String, Double> running = new TreeMap<>();
  private int finished;

  /**
   * @param total number of searches
   * @param kept those that were finished before
   */
  public CompareProgress(int total, int kept) {
    this.total = total;
    this.kept = kept;
    this.line = StatusLine.open("compare", this::fraction, this::status);
  }

  @Override
  public SearchListener search(String name) {
    return event -> {
      if (event instanceof SearchEvent.TrialFinished done) {
        advanced(name, done.fractionUsed());
      }
    };
  }

  private synchronized void advanced(String name, double fraction) {
    running.put(name, fraction);
  }

  @Override
  public synchronized void finished(String name) {
    running.remove(name);
    finished++;
  }

  /** Searches' worth of work done by this run. */
  private double done() {
    return finished + running.values().stream().mapToDouble(share -> share).sum();
  }

  private synchronized double fraction() {
    return total == 0 ? 1 : (kept + done()) / total;
  }

  private synchronized List<String> status() {
    double rate = done() / Math.max(1e-9, seconds());
    double missing = total - kept - done();
    String left =
        rate > 0 || missing == 0
            ? Quantity.time(Duration.ofMillis((long) (missing / Math.max(1e-9, rate) * 1e3)))
            : "?";
    return List.of(
        "%s of %s searches".formatted(kept + finished, total),
        left + " left",
        Quantity.fixed(rate * 60, 1) + " searches/min",
        kept + " kept from before");
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  @Override
  public void close() {
    line.close();
  }
}
