package org.epnas.kernel.search;

import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/** What happens in a search, as listeners see it. */
public sealed interface SearchEvent {
  /** First event. */
  record Started(SearchSettings settings) implements SearchEvent {}

  /**
   * An evaluation begins.
   *
   * @param trial its number
   * @param slot that runs it
   */
  record TrialStarted(int trial, Proposal proposal, int slot) implements SearchEvent {}

  /**
   * A trial, refused ones included, is in the store.
   *
   * @param fractionUsed share of the budget used so far, in [0, 1]
   */
  record TrialFinished(Trial trial, double fractionUsed) implements SearchEvent {}

  /**
   * A proposal was answered from the record.
   *
   * @param trial as the strategy is told, see {@link SearchStrategy#observe}
   */
  record DuplicateAnswered(Trial trial) implements SearchEvent {}

  /** Last event, whatever ended the search. */
  record Finished(SearchResult result) implements SearchEvent {}
}
