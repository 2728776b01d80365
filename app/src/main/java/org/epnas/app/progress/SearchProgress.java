package org.epnas.app.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.text.Quantity;

/** Turns the events of a search into one status line: best accuracy, time left, trials, rate. */
public final class SearchProgress implements SearchListener, AutoCloseable {
  private final StatusLine line;
  private final Optional<Duration> timeBudget;
  private final long startNanos = System.nanoTime();
  private int finished;
  private int failed;
  private int cancelled;
  private int duplicates;
  private int episode;
  private double fractionUsed;
  private Optional<Trial> best = Optional.empty();

  /**
   * @param timeBudget of the search, so that the bar moves between trials too
   */
  public SearchProgress(Optional<Duration> timeBudget) {
    this.timeBudget = timeBudget;
    this.line = StatusLine.open("search", this::fraction, this::status);
  }

  @Override
  public synchronized void on(SearchEvent event) {
    switch (event) {
      case SearchEvent.Started _, SearchEvent.EpochEnded _, SearchEvent.StrategyReport _ -> {}
      case SearchEvent.TrialStarted started ->
          episode = Math.max(episode, started.proposal().episode());
      case SearchEvent.TrialFinished done -> finish(done.trial(), done.fractionUsed());
      case SearchEvent.DuplicateAnswered ignored -> duplicates++;
      case SearchEvent.Finished ignored -> line.close();
    }
  }

  private void finish(Trial trial, double fraction) {
    finished++;
    fractionUsed = fraction;
    if (trial.outcome() instanceof Outcome.Failed(Outcome.Reason reason, String _)) {
      switch (reason) {
        case CANCELLED -> cancelled++;
        case OVER_LIMIT -> {}
        default -> failed++;
      }
    } else if (trial.competes()
        && (best.isEmpty() || Ranking.BEST_FIRST.compare(trial, best.get()) < 0)) {
      best = Optional.of(trial);
    }
  }

  private synchronized double fraction() {
    double ofTime = timeBudget.map(time -> seconds() / (time.toNanos() / 1e9)).orElse(0.0);
    return Math.min(1, Math.max(fractionUsed, ofTime));
  }

  private synchronized List<String> status() {
    double rate = finished / Math.max(1e-9, seconds());
    double fraction = fraction();
    String left =
        fraction > 0.01
            ? Quantity.time(Duration.ofMillis((long) (seconds() * 1e3 * (1 - fraction) / fraction)))
            : "?";
    List<String> parts = new ArrayList<>();
    parts.add("best " + best.map(SearchProgress::accuracy).orElse("none"));
    parts.add(left + " left");
    parts.add(finished + " trials");
    addCount(parts, failed, "failed");
    addCount(parts, cancelled, "cancelled");
    addCount(parts, duplicates, "duplicates");
    parts.add(Quantity.fixed(rate * 60, 1) + " trials/min");
    parts.add("episode " + episode);
    return parts;
  }

  private static void addCount(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static String accuracy(Trial trial) {
    return Quantity.accuracy(trial.completed().orElseThrow().accuracy());
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  @Override
  public void close() {
    line.close();
  }
}
