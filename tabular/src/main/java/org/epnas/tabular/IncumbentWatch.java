package org.epnas.tabular;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.loop.SimulatedClock;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/** Notes when a trial becomes the best feasible one of a search. */
final class IncumbentWatch implements SearchListener {
  record Change(double seconds, Trial trial) {}

  private final SimulatedClock clock;
  private final List<Change> changes = new ArrayList<>();

  IncumbentWatch(SimulatedClock clock) {
    this.clock = clock;
  }

  @Override
  public void on(SearchEvent event) {
    if (event instanceof SearchEvent.TrialFinished(Trial trial, double _)
        && trial.competes()
        && (changes.isEmpty()
            || Ranking.BEST_FIRST.compare(trial, changes.getLast().trial()) < 0)) {
      changes.add(new Change(clock.seconds(), trial));
    }
  }

  List<Change> changes() {
    return changes;
  }
}
