package org.epnas.kernel.trial;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.epnas.kernel.constraint.Resource;

/**
 * The one answer to "which trials are the best?", used by the store, the command line, the report
 * and the strategies.
 *
 * <p>Only feasible trials with weights of their own are ranked ({@link Trial#competes}), and only
 * one per architecture (canonical form): its best. The order is total and does not depend on the
 * order of the input: higher accuracy first, then higher reward, fewer parameters, lower id.
 */
public final class Ranking {
  /** Best first; feasibility does not enter. */
  public static final Comparator<Trial> BEST_FIRST =
      Comparator.comparingDouble(Ranking::accuracy)
          .thenComparingDouble(trial -> lowestIfNaN(trial.reward()))
          .reversed()
          .thenComparingLong(trial -> trial.cost().parameters())
          .thenComparingInt(Trial::id);

  private Ranking() {}

  /** The feasible trial of the highest accuracy. */
  public static Optional<Trial> best(Collection<Trial> trials) {
    return trials.stream().filter(Trial::competes).min(BEST_FIRST);
  }

  /**
   * The best feasible architectures, best first.
   *
   * @param count how many at most, at least 0
   */
  public static List<Trial> top(Collection<Trial> trials, int count) {
    List<Trial> ranked = ranked(trials);
    return ranked.subList(0, Math.min(count, ranked.size()));
  }

  /**
   * The Pareto front: the feasible trials of which no other feasible one is better in accuracy or
   * in a resource without being worse in another; best accuracy first. Trials that are equal in all
   * of them are all on it.
   *
   * @param resources compared beside the accuracy, each towards its direction. A trial's recorded
   *     use counts; a resource that was not constrained is measured.
   */
  public static List<Trial> paretoFront(
      Collection<Trial> trials, Collection<? extends Resource> resources) {
    return paretoFront(trials, new Objectives(List.copyOf(resources)));
  }

  /** As {@link #paretoFront(Collection, Collection)}, in the objectives of a search. */
  public static List<Trial> paretoFront(Collection<Trial> trials, Objectives objectives) {
    return ParetoFront.of(ranked(trials), trial -> objectives.of(trial, accuracy(trial)));
  }

  private static List<Trial> ranked(Collection<Trial> trials) {
    Map<String, Trial> bestByHash = new LinkedHashMap<>();
    trials.stream()
        .filter(Trial::competes)
        .sorted(BEST_FIRST)
        .forEach(trial -> bestByHash.putIfAbsent(trial.hash(), trial));
    return List.copyOf(bestByHash.values());
  }

  private static double accuracy(Trial trial) {
    return trial
        .completed()
        .map(Outcome.Completed::accuracy)
        .map(Ranking::lowestIfNaN)
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private static double lowestIfNaN(double value) {
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }
}
