package org.epnas.tabular;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.loop.SimulatedClock;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.trial.Trial;

/** Notes when the best feasible trials change; see {@link TiedBest}. */
final class IncumbentWatch implements SearchListener {
  /**
   * @param trials of the highest accuracy so far, at least one, in the order they came
   */
  record Change(double seconds, List<Trial> trials) {
    Change {
      trials = List.copyOf(trials);
    }
  }

  private final SimulatedClock clock;
  private final List<Change> changes = new ArrayList<>();

  IncumbentWatch(SimulatedClock clock) {
    this.clock = clock;
  }

  @Override
  public void on(SearchEvent event) {
    if (event instanceof SearchEvent.TrialFinished(Trial trial, double _)) {
      List<Trial> best = trial.competes() ? best(trial) : List.of();
      if (!best.isEmpty()) {
        changes.add(new Change(clock.seconds(), best));
      }
    }
  }

  /** The best with this trial among them; none where it is not. */
  private List<Trial> best(Trial trial) {
    if (changes.isEmpty()) {
      return List.of(trial);
    }
    List<Trial> before = changes.getLast().trials();
    Trial first = before.getFirst();
    if (!TiedBest.ties(trial, first)) {
      return TiedBest.accuracy(trial) > TiedBest.accuracy(first) ? List.of(trial) : List.of();
    }
    boolean known = before.stream().anyMatch(other -> other.hash().equals(trial.hash()));
    List<Trial> all = new ArrayList<>(before);
    all.add(trial);
    return known ? List.of() : all;
  }

  List<Change> changes() {
    return changes;
  }
}
