package org.epnas.policy.objectives;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/**
 * Which trials are the best: by {@link Ranking} where the accuracy is all, else front by front and
 * in each the loneliest first, as NSGA-II ranks.
 */
public final class TrialOrder {
  private final Objectives objectives;

  public TrialOrder(Objectives objectives) {
    this.objectives = objectives;
  }

  /**
   * The best of those that may win, one per network, best first.
   *
   * @param count how many at most, at least 0
   */
  public List<Trial> top(Collection<Trial> trials, int count) {
    if (!objectives.several()) {
      return Ranking.top(trials, count);
    }
    List<Trial> ranked = sorted(Ranking.top(trials, Integer.MAX_VALUE), objectives);
    return ranked.subList(0, Math.min(count, ranked.size()));
  }

  /** Completed trials, best front first, within a front the loneliest, then the earliest. */
  public static List<Trial> sorted(List<Trial> trials, Objectives objectives) {
    List<double[]> points = trials.stream().map(objectives::of).toList();
    List<Trial> sorted = new ArrayList<>();
    for (List<Integer> front : NonDominatedSort.fronts(points)) {
      double[] crowding = NonDominatedSort.crowding(front.stream().map(points::get).toList());
      IntStream.range(0, front.size())
          .boxed()
          .sorted(
              Comparator.comparingDouble((Integer i) -> -crowding[i])
                  .thenComparingInt(i -> trials.get(front.get(i)).id()))
          .forEach(i -> sorted.add(trials.get(front.get(i))));
    }
    return sorted;
  }
}
