package org.epnas.kernel.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.epnas.kernel.constraint.PenaltyException;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Draft;
import org.epnas.kernel.loop.TrialState.Duplicate;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Refused;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;

/** Turns what is ready into trials and reports them: to the store, the listeners, the strategy. */
final class TrialReporter {
  private final SearchStrategy strategy;
  private final Rewarder rewarder;
  private final TrialStore store;
  private final LongSupplier nanoClock;
  private final Listeners listeners;
  private final BudgetMeter budget;
  private final SearchStatistics statistics;
  private final StallDetector stalls = new StallDetector();

  /** By id: the trials that may answer a duplicate. */
  private final Map<Integer, Trial> reported = new HashMap<>();

  private boolean strategyListens = true;

  TrialReporter(
      SearchRun.Parts parts, Listeners listeners, BudgetMeter budget, SearchStatistics statistics) {
    this.strategy = parts.strategy();
    this.rewarder = parts.rewarder();
    this.store = parts.store();
    this.nanoClock = parts.nanoClock();
    this.listeners = listeners;
    this.budget = budget;
    this.statistics = statistics;
  }

  /** Whether it can be reported now. */
  boolean ready(TrialState state) {
    return switch (state) {
      case Finished _, Refused _ -> true;
      case Duplicate duplicate -> reported.containsKey(duplicate.originalId());
      case Admitted _, Running _ -> false;
    };
  }

  void report(TrialState ready) {
    switch (ready) {
      case Finished finished -> reportFinished(finished);
      case Refused(Draft draft, Outcome.Failed outcome) -> reportTrial(draft, outcome, 0, false);
      case Duplicate duplicate -> reportDuplicate(duplicate);
      case Admitted _, Running _ ->
          throw new IllegalStateException(
              "Trial (%s) has no outcome to report yet.".formatted(ready));
    }
  }

  /** Whether the search gets nowhere and must end. */
  Optional<SearchEnd> verdict() {
    return stalls.verdict();
  }

  /** From now on trials are stored and reported, but the strategy hears of none. */
  void withoutStrategy() {
    strategyListens = false;
  }

  private void reportFinished(Finished finished) {
    Proposal proposal = finished.draft().proposal();
    budget.spend(proposal.epochs(), trainedEpochs(proposal, finished.outcome()));
    reportTrial(finished.draft(), finished.outcome(), finished.seconds(), true);
  }

  /**
   * @param evaluated false for a refused one
   */
  private void reportTrial(Draft draft, Outcome outcome, double seconds, boolean evaluated) {
    countTowardsPenaltyWeights(draft.proposal(), draft.uses());
    Trial trial = trial(draft, outcome, seconds);
    reported.put(trial.id(), trial);
    store(trial);
    statistics.trial(trial);
    stalls.trial(trial, evaluated);
    listeners.send(new SearchEvent.TrialFinished(trial, budget.fractionUsed()));
    observe(trial);
  }

  /** A completed trial that the penalty has no reward for is a failed one. */
  private Trial trial(Draft draft, Outcome outcome, double seconds) {
    try {
      return draft.trial(outcome, reward(outcome, draft.uses()), seconds);
    } catch (PenaltyException e) {
      String message = String.valueOf(e.getMessage());
      return draft.trial(new Outcome.Failed(Outcome.Reason.PLUGIN_FAILED, message), 0, seconds);
    }
  }

  private void store(Trial trial) {
    try {
      store.append(trial);
    } catch (Throwable e) {
      throw BrokenOffException.store(store, trial.id(), e);
    }
  }

  private void reportDuplicate(Duplicate duplicate) {
    Trial trial =
        duplicate.answeredBy(Objects.requireNonNull(reported.get(duplicate.originalId())));
    countTowardsPenaltyWeights(trial.proposal(), trial.uses());
    statistics.duplicate();
    stalls.duplicate();
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
      throw BrokenOffException.strategy(strategy, "observe trial (%s)".formatted(trial.id()), e);
    }
    statistics.strategy(nanoClock.getAsLong() - start);
  }

  /**
   * A promotion is no new choice of the policy, and a trial whose resources could not be measured
   * says nothing about violations.
   */
  private void countTowardsPenaltyWeights(Proposal proposal, List<Usage> uses) {
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
