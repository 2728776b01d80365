package org.epnas.kernel.search;

import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/** A proposal that another candidate, finished or still running, answers. */
record Duplicate(Proposal proposal, Candidate original) implements Pending {
  @Override
  public boolean ready() {
    return original.trial().isPresent();
  }

  /** The original's trial under this proposal. */
  Trial trial() {
    Trial answer = original.trial().orElseThrow();
    return new Trial(
        answer.id(),
        proposal,
        answer.hash(),
        answer.cost(),
        answer.uses(),
        answer.outcome(),
        answer.reward(),
        0);
  }
}
