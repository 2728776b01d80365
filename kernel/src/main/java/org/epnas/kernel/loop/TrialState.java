package org.epnas.kernel.loop;

import java.util.List;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * How far a proposal has come between its admission and its report. Values that nothing changes: a
 * proposal that comes further gets another state.
 *
 * <pre>
 * Admitted --&gt; Running --&gt; Finished --+
 * Refused ----------------------------+--&gt; reported as a {@link Trial}
 * Duplicate --------------------------+
 * </pre>
 */
sealed interface TrialState {
  /** Waits for a worker. */
  record Admitted(Draft draft) implements TrialState {}

  /** A worker evaluates it. */
  record Running(Draft draft, int worker) implements TrialState {}

  /**
   * Its evaluation came to an end, with or without metrics.
   *
   * @param seconds wall time on its worker
   */
  record Finished(Draft draft, int worker, Outcome outcome, double seconds) implements TrialState {}

  /** Over a hard limit, or its resources cannot be measured: no worker ever gets it. */
  record Refused(Draft draft, Outcome.Failed outcome) implements TrialState {}

  /**
   * Another trial answers it, once that one is reported.
   *
   * @param originalId of the trial that answers
   */
  record Duplicate(Proposal proposal, int originalId) implements TrialState {
    /** The original under this proposal; it took no time. */
    Trial answeredBy(Trial original) {
      return new Trial(
          original.id(),
          proposal,
          original.hash(),
          original.cost(),
          original.uses(),
          original.outcome(),
          original.reward(),
          0);
    }
  }

  /** What is known of a trial before its evaluation. */
  record Draft(int id, Proposal proposal, String hash, Cost cost, List<Usage> uses) {
    Trial trial(Outcome outcome, double reward, double seconds) {
      return new Trial(id, proposal, hash, cost, uses, outcome, reward, seconds);
    }
  }
}
