package org.epnas.kernel.search;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/** What happens in a search, as listeners see it. */
public sealed interface SearchEvent {
  /**
   * First event.
   *
   * @param study what it is about, where the program said so
   */
  record Started(SearchSettings settings, Optional<StudyInfo> study) implements SearchEvent {}

  /**
   * An evaluation begins.
   *
   * @param trialId its number
   * @param worker that runs it
   */
  record TrialStarted(int trialId, Proposal proposal, int worker) implements SearchEvent {}

  /**
   * A running trial has trained another epoch. It comes after the trial's {@link TrialStarted} and
   * before its {@link TrialFinished}; while the strategy is at work, it waits. A simulated search
   * sends none, and a trial that begins anew, for example for lack of memory, counts from 1 again.
   *
   * @param trialId its number
   * @param epoch from 1
   * @param epochs as many as are planned now
   * @param loss mean training loss of the epoch, in nats
   * @param accuracy on the training images while they were learnt, in [0, 1]
   * @param seconds since the trial's training began
   */
  record EpochEnded(
      int trialId, int epoch, int epochs, double loss, double accuracy, double seconds)
      implements SearchEvent {}

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

  /**
   * The strategy, when it was asked, had something new to say about itself.
   *
   * @param values by name, see {@link SearchStrategy#report}
   */
  record StrategyReport(SortedMap<String, Double> values) implements SearchEvent {
    public StrategyReport {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
  }

  /** Last event, whatever ended the search. */
  record Finished(SearchResult result) implements SearchEvent {}
}
