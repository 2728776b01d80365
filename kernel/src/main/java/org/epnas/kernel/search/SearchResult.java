package org.epnas.kernel.search;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;

/**
 * What a search found.
 *
 * @param trials every trial, by id: evaluated and refused ones, but no duplicates
 * @param best feasible trial of the highest accuracy, see {@link Ranking}
 * @param paretoFront of accuracy and the constrained resources, or of accuracy alone where nothing
 *     is constrained
 * @param wallSeconds from start to end
 */
public record SearchResult(
    List<Trial> trials,
    Optional<Trial> best,
    List<Trial> paretoFront,
    Counts counts,
    double wallSeconds,
    TimeSplit time,
    SearchEnd end) {
  public SearchResult {
    trials = List.copyOf(trials);
    paretoFront = List.copyOf(paretoFront);
  }

  /**
   * This result, for whoever needs a whole search.
   *
   * @throws IllegalStateException if a plug-in broke the search off; the message names it
   */
  public SearchResult orThrowIfBroken() {
    if (end.reason().broken()) {
      throw new IllegalStateException(end.message());
    }
    return this;
  }

  /**
   * How the proposals came out.
   *
   * @param completed trials with metrics
   * @param failed trials that diverged, ran out of time or memory, or met an error
   * @param refused trials over a hard limit, not evaluated
   * @param cancelled trials that the end of the search cut off without metrics
   * @param duplicates proposals answered from the record; not trials
   */
  public record Counts(int completed, int failed, int refused, int cancelled, int duplicates) {
    /** All but the duplicates. */
    public int trials() {
      return completed + failed + refused + cancelled;
    }
  }
}
