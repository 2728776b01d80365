package org.epnas.kernel.search;

import java.util.List;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * Plug-in point: decides what to evaluate next (ask) and learns from what came out (tell). Called
 * from one thread.
 *
 * <p>The loop tells every trial of a batch before it asks again in reproducible mode; in fast mode
 * it may ask while others still run.
 */
public interface SearchStrategy {
  /**
   * The next candidates, best first; at least one and as many as suit the strategy (a whole
   * episode, for example). An empty list ends the search.
   */
  List<Proposal> propose(SearchStatus status);

  /**
   * One finished trial, failed ones, refused ones and duplicates answered from the record included.
   */
  void observe(Trial trial);

  /** Makes a strategy for one search; this is what modules contribute under the strategy's name. */
  @FunctionalInterface
  interface Factory {
    SearchStrategy create(StrategyContext context);
  }
}
