package org.epnas.kernel.search;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.epnas.kernel.constraint.PenaltyException;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;

/** Turns what is ready into trials and tells them: to the store, the listeners, the strategy. */
final class Teller {
  private final SearchStrategy strategy;
  private final Rewarder rewarder;
  private final TrialStore store;
  private final LongSupplier nanoClock;
  private final Listeners listeners;
  private final BudgetMeter budget;
  private final Tally tally;
  private final FutilityWatch watch = new FutilityWatch();
  private boolean strategyListens = true;

  Teller(SearchRun.Parts parts, Listeners listeners, BudgetMeter budget, Tally tally) {
    this.strategy = parts.strategy();
    this.rewarder = parts.rewarder();
    this.store = parts.store();
    this.nanoClock = parts.nanoClock();
    this.listeners = listeners;
    this.budget = budget;
    this.tally = tally;
  }

  void tell(Pending ready) {
    switch (ready) {
      case Candidate candidate -> tellCandidate(candidate);
      case Duplicate duplicate -> tellDuplicate(duplicate);
    }
  }

  /** Whether the search gets nowhere and must end. */
  Optional<SearchEnd> verdict() {
    return watch.verdict();
  }

  /** From now on trials are stored and reported, but the strategy hears of none. */
  void withoutStrategy() {
    strategyListens = false;
  }

  private void tellCandidate(Candidate candidate) {
    Evaluation evaluation = candidate.evaluation().orElseThrow();
    Proposal proposal = candidate.proposal();
    if (evaluation.evaluated()) {
      budget.spend(proposal.epochs(), trainedEpochs(proposal, evaluation.outcome()));
    }
    countTowardsSeverity(proposal, candidate.uses());
    Trial trial = trial(candidate, evaluation);
    store(trial);
    tally.trial(trial);
    watch.trial(trial, evaluation.evaluated());
    listeners.send(new SearchEvent.TrialFinished(trial, budget.fractionUsed()));
    observe(trial);
  }

  /** A completed trial that the penalty has no reward for is a failed one. */
  private Trial trial(Candidate candidate, Evaluation evaluation) {
    try {
      return candidate.told(reward(evaluation.outcome(), candidate.uses()));
    } catch (PenaltyException e) {
      candidate.finish(
          new Evaluation(
              new Outcome.Failed(Outcome.Reason.ERROR, String.valueOf(e.getMessage())),
              evaluation.seconds(),
              evaluation.evaluated()));
      return candidate.told(0);
    }
  }

  private void store(Trial trial) {
    try {
      store.append(trial);
    } catch (Throwable e) {
      throw BrokenOffException.store(store, trial.id(), e);
    }
  }

  private void tellDuplicate(Duplicate duplicate) {
    Trial trial = duplicate.trial();
    countTowardsSeverity(trial.proposal(), trial.uses());
    tally.duplicate();
    watch.duplicate();
    listeners.send(new SearchEvent.DuplicateAnswered(trial));
    observe(trial);
  }

  private void observe(Trial trial) {
    if (!strategyListens) {
      return;
    }
    long start = nanoClock.getAsLong();
    try {
      strategy.observe(trial);
    } catch (Throwable e) {
      throw BrokenOffException.strategy(strategy, "observe trial (%d)".formatted(trial.id()), e);
    }
    tally.strategy(nanoClock.getAsLong() - start);
  }

  /**
   * A promotion is no new choice of the policy, and a candidate whose resources could not be
   * measured says nothing about violations.
   */
  private void countTowardsSeverity(Proposal proposal, List<Usage> uses) {
    if (proposal.kind() != Kind.PROMOTED && uses.size() == rewarder.constraints().size()) {
      rewarder.observe(uses);
    }
  }

  private double reward(Outcome outcome, List<Usage> uses) {
    return switch (outcome) {
      case Outcome.Completed completed -> rewarder.reward(completed.accuracy(), uses);
      case Outcome.Failed _ -> 0;
    };
  }

  /** What the evaluator says; for a failure, all that were proposed. */
  private static double trainedEpochs(Proposal proposal, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed completed ->
          completed.metrics().getOrDefault(Metric.EPOCHS, (double) proposal.epochs());
      case Outcome.Failed _ -> proposal.epochs();
    };
  }
}
