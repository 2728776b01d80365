package org.epnas.kernel.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.epnas.kernel.trial.Trial;

/** Notes when trials finished. Confined to the thread that runs the search. */
public final class FinishedTrials implements SearchListener {
  private final LongSupplier nanoClock;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private long startNanos;

  /**
   * @param nanoClock in nanoseconds; the search's time begins with its first event, as its own does
   */
  public FinishedTrials(LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
  }

  @Override
  public void on(SearchEvent event) {
    if (event instanceof SearchEvent.Started) {
      startNanos = nanoClock.getAsLong();
    } else if (event instanceof SearchEvent.TrialFinished(Trial trial, double _)) {
      trials.add(trial);
      seconds.add((nanoClock.getAsLong() - startNanos) / 1e9);
    }
  }

  /** In the order they finished. */
  public List<Trial> trials() {
    return List.copyOf(trials);
  }

  /**
   * Those that had finished by a moment.
   *
   * @param moment in seconds since the start of the search
   */
  public List<Trial> by(double moment) {
    // The clock does not go back, so they are the first ones.
    return List.copyOf(
        trials.subList(0, (int) seconds.stream().filter(one -> one <= moment).count()));
  }

  /** When each finished, since the start of the search. */
  public List<Double> seconds() {
    return List.copyOf(seconds);
  }
}
