package org.epnas.policy.schedule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * Trains the best networks a second time where there is no longer training than the one they had:
 * the best of many noisy accuracies is mostly a lucky one, and the mean of two is less so. Only
 * where that takes a small part of the budget. The first repetition that gives the very same value
 * shows that nothing is noisy, and ends it.
 */
final class Repeats {
  private static final int REPEATED = 5;

  /** Of the budget, for all of them. */
  private static final double MOST = 0.05;

  private final Fidelities lengths;
  private final Map<String, Double> first = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();
  private boolean exact;
  private int proposed;

  Repeats(Fidelities lengths) {
    this.lengths = lengths;
  }

  /** Takes in a trial of any proposal; each is told once. */
  void observe(Trial trial) {
    trial
        .completed()
        .map(Outcome.Completed::accuracy)
        .ifPresent(accuracy -> observe(trial.hash(), accuracy));
  }

  private void observe(String hash, double accuracy) {
    Double before = first.putIfAbsent(hash, accuracy);
    exact |= before != null && repeated.contains(hash) && before == accuracy;
  }

  /**
   * The next ones, once what is left of the budget is just enough.
   *
   * @param left share of the budget
   * @param free slots
   */
  List<Proposal> propose(
      double left, int free, ElitePool pool, BudgetForecast forecast, int episode) {
    if (lengths.fixed().size() != 1 || exact || proposed >= REPEATED || pool.isEmpty()) {
      return List.of();
    }
    int epochs = lengths.fixed().getFirst();
    Deque<Elite> best = new ArrayDeque<>(pool.top(2 * REPEATED));
    double all = REPEATED * forecast.share(epochs, best.getFirst().trial().cost());
    if (all == 0 || all > MOST || (proposed == 0 && left > all * (1 + 1e-9))) {
      return List.of();
    }
    List<Proposal> proposals = new ArrayList<>();
    while (proposals.size() < Math.min(free, REPEATED - proposed) && !best.isEmpty()) {
      Trial trial = best.remove().trial();
      if (trial.feasible() && repeated.add(trial.hash())) {
        proposals.add(Promotion.anew(trial, epochs, episode));
      }
    }
    proposed += proposals.size();
    return proposals;
  }
}
