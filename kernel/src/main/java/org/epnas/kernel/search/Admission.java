package org.epnas.kernel.search;

import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.MeasurementException;
import org.epnas.kernel.constraint.OneLine;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;

/**
 * Decides what becomes of a proposal: answered by an earlier candidate, refused for a hard limit,
 * or a candidate for a slot. Numbers the candidates in the order of proposal.
 */
final class Admission {
  private final Rewarder rewarder;
  private final BudgetMeter budget;
  private final TrialRecord record = new TrialRecord();
  private int nextId;

  Admission(Rewarder rewarder, BudgetMeter budget) {
    this.rewarder = rewarder;
    this.budget = budget;
  }

  /** Empty where the budget has no room for another evaluation. */
  Optional<Pending> admit(Proposal proposal) {
    Architecture architecture = proposal.architecture();
    String hash = architecture.canonicalForm().hash();
    Optional<Candidate> original = record.answer(proposal, hash);
    if (original.isPresent()) {
      return Optional.of(new Duplicate(proposal, original.get()));
    }
    Examined examined = examine(architecture);
    if (examined.refusal.isEmpty() && !budget.hasRoom()) {
      return Optional.empty();
    }
    Candidate candidate = new Candidate(nextId++, proposal, hash, examined.cost, examined.uses);
    examined.refusal.map(Evaluation::withoutSlot).ifPresent(candidate::finish);
    record.add(candidate);
    if (examined.refusal.isEmpty()) {
      budget.reserve(proposal.epochs());
    }
    return Optional.of(candidate);
  }

  private record Examined(Cost cost, List<Usage> uses, Optional<Outcome> refusal) {}

  private Examined examine(Architecture architecture) {
    Cost cost = Cost.of(architecture);
    try {
      List<Usage> uses = rewarder.measure(architecture, cost);
      return new Examined(cost, uses, rewarder.refusal(uses).map(Admission::overLimit));
    } catch (MeasurementException e) {
      return unmeasured(cost, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      // A descriptor that throws has no name to give.
      return unmeasured(cost, "A resource could not be read: " + OneLine.withPlace(e));
    }
  }

  private static Examined unmeasured(Cost cost, String message) {
    return new Examined(cost, List.of(), Optional.of(new Outcome.Failed(Reason.ERROR, message)));
  }

  private static Outcome overLimit(Usage use) {
    return new Outcome.Failed(Reason.OVER_LIMIT, "Over a hard limit: " + use);
  }
}
