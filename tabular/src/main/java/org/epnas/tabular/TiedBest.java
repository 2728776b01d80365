package org.epnas.tabular;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/**
 * The trials that a search ends with: users get the one that {@link Ranking} puts first, but which
 * of several of equal accuracy that is says nothing about the search. So it is judged by the mean
 * over all of them.
 */
final class TiedBest {
  private TiedBest() {}

  /**
   * The feasible trials of the highest accuracy, one per network, best first by {@link Ranking};
   * none where nothing feasible was found.
   */
  static List<Trial> of(Collection<Trial> trials) {
    List<Trial> ranked = Ranking.top(trials, Integer.MAX_VALUE);
    Optional<Trial> best = ranked.stream().findFirst();
    return best.map(first -> ranked.stream().filter(trial -> ties(trial, first)).toList())
        .orElse(List.of());
  }

  static boolean ties(Trial trial, Trial other) {
    return accuracy(trial) == accuracy(other);
  }

  /** In [0, 1]. */
  static double accuracy(Trial trial) {
    return trial.completed().orElseThrow().accuracy();
  }
}
