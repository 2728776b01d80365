package org.epnas.kernel.trial;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;

/**
 * A finished evaluation: append-only, never changed.
 *
 * @param id from 0 in the order of proposal
 * @param hash of the architecture's canonical form
 * @param uses one per constraint of the search; none where a resource could not be measured, which
 *     fails the trial
 * @param reward 0 for a failed trial
 * @param seconds wall time of the evaluation
 */
public record Trial(
    int id,
    Proposal proposal,
    String hash,
    Cost cost,
    List<Usage> uses,
    Outcome outcome,
    double reward,
    double seconds) {
  public Trial {
    uses = List.copyOf(uses);
  }

  /** What was evaluated. */
  public Architecture architecture() {
    return proposal.architecture();
  }

  /** What training came to; empty if it failed or was cut off. */
  public Optional<Outcome.Completed> completed() {
    return outcome instanceof Outcome.Completed done ? Optional.of(done) : Optional.empty();
  }

  /** Completed, and every constraint (hard or soft) satisfied. */
  public boolean feasible() {
    return completed().isPresent() && uses.stream().allMatch(Usage::satisfied);
  }

  /**
   * Feasible, and with an accuracy of its own weights: what may be called the best of a search. See
   * {@link Sharing#ownWeights}.
   */
  public boolean competes() {
    return feasible() && proposal.sharing().ownWeights();
  }
}
