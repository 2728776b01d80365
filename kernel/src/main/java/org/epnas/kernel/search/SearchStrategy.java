package org.epnas.kernel.search;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * Plug-in point: decides what to evaluate next (ask) and learns from what came out (tell). Called
 * from one thread.
 *
 * <p>In reproducible mode the loop tells every trial of a batch, in the order of the proposals,
 * before it asks again. In fast mode it tells trials as they finish and may ask while others still
 * run. Where the end of the search cuts a batch, the proposals that were not evaluated are never
 * told.
 */
public interface SearchStrategy {
  /**
   * The next candidates, best first; at least one and as many as suit the strategy (a whole
   * episode, for example). An empty list ends the search.
   */
  List<Proposal> propose(SearchStatus status);

  /**
   * One finished trial, failed ones, refused ones and duplicates answered from the record included.
   *
   * @param trial its {@link Trial#proposal()} is the very object that was proposed. A duplicate
   *     carries the id, outcome and reward of the trial that answered it and took no time, so an id
   *     that was told before marks a duplicate.
   */
  void observe(Trial trial);

  /**
   * What the strategy can say about itself now, as numbers by name, for example how well it
   * predicts. Asked after every {@link #propose}; must change nothing. Empty unless overridden.
   */
  default SortedMap<String, Double> report() {
    return Collections.emptySortedMap();
  }

  /** Makes a strategy for one search; this is what modules contribute under the strategy's name. */
  @FunctionalInterface
  interface Factory {
    /** A new strategy that has seen nothing yet. */
    SearchStrategy create(StrategyContext context);
  }
}
