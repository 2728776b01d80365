package org.epnas.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/**
 * Follows the best feasible trial of a search: a step for each time it changes. Confined to the
 * thread that runs the search.
 */
final class Incumbents implements SearchListener {
  private final LongSupplier nanoClock;
  private final ToDoubleFunction<Trial> value;
  private final List<Step> curve = new ArrayList<>();
  private Optional<Trial> best = Optional.empty();
  private long startNanos;

  /**
   * @param nanoClock in nanoseconds; the search's time begins with its first event, as its own does
   * @param value of a trial on the curve, in percent
   */
  Incumbents(LongSupplier nanoClock, ToDoubleFunction<Trial> value) {
    this.nanoClock = nanoClock;
    this.value = value;
  }

  @Override
  public void on(SearchEvent event) {
    if (event instanceof SearchEvent.Started) {
      startNanos = nanoClock.getAsLong();
    } else if (event instanceof SearchEvent.TrialFinished(Trial trial, double _)
        && improves(trial)) {
      best = Optional.of(trial);
      curve.add(new Step((nanoClock.getAsLong() - startNanos) / 1e9, value.applyAsDouble(trial)));
    }
  }

  private boolean improves(Trial trial) {
    return trial.competes()
        && (best.isEmpty() || Ranking.BEST_FIRST.compare(trial, best.get()) < 0);
  }

  /** The steps so far, in order of time. */
  List<Step> curve() {
    return List.copyOf(curve);
  }
}
