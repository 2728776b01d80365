package org.epnas.kernel.trial;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
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
    Collection<Trial> distinct = distinct(trials);
    if (count >= distinct.size()) {
      return distinct.stream().sorted(BEST_FIRST).toList();
    }
    // A strategy asks for few of thousands of trials after every one of them.
    PriorityQueue<Trial> best = new PriorityQueue<>(BEST_FIRST.reversed());
    for (Trial trial : distinct) {
      if (best.size() < count) {
        best.add(trial);
      } else if (count > 0 && BEST_FIRST.compare(trial, best.element()) < 0) {
        best.remove();
        best.add(trial);
      }
    }
    return best.stream().sorted(BEST_FIRST).toList();
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
    return ParetoFront.of(
        top(trials, Integer.MAX_VALUE),
        trial -> Objectives.of(trial, accuracy(trial), List.copyOf(resources)));
  }

  /** Those that compete, the best one of each architecture. */
  private static Collection<Trial> distinct(Collection<Trial> trials) {
    Map<String, Trial> bestByHash = new LinkedHashMap<>();
    for (Trial trial : trials) {
      if (trial.competes()) {
        bestByHash.merge(
            trial.hash(), trial, (one, other) -> BEST_FIRST.compare(one, other) < 0 ? one : other);
      }
    }
    return bestByHash.values();
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
