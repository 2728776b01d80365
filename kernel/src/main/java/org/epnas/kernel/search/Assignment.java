package org.epnas.kernel.search;

import java.util.function.Consumer;
import org.epnas.kernel.trial.Proposal;

/**
 * A proposal on its way to an evaluator.
 *
 * @param trialId its number
 * @param worker which of the parallel workers runs it, from 0
 * @param stop asked between steps
 * @param epochs told of every trained epoch, from the evaluator's thread; returns at once. Telling
 *     is optional.
 */
public record Assignment(
    int trialId,
    Proposal proposal,
    int worker,
    StopSignal stop,
    Consumer<SearchEvent.EpochEnded> epochs) {
  /** Of whose epochs nobody hears. */
  public Assignment(int trialId, Proposal proposal, int worker, StopSignal stop) {
    this(trialId, proposal, worker, stop, _ -> {});
  }
}
