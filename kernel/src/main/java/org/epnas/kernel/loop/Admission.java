package org.epnas.kernel.loop;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.MeasurementException;
import org.epnas.kernel.constraint.OneLine;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Draft;
import org.epnas.kernel.loop.TrialState.Duplicate;
import org.epnas.kernel.loop.TrialState.Refused;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.kernel.trial.Proposal;

/**
 * Decides what becomes of a proposal: answered by an earlier trial, refused for a hard limit, or
 * admitted to an evaluation. Numbers all but the duplicates in the order of proposal.
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
  Optional<TrialState> admit(Proposal proposal) {
    Architecture architecture = proposal.architecture();
    String hash = architecture.canonicalForm().hash();
    OptionalInt original = record.answer(proposal, hash);
    if (original.isPresent()) {
      return Optional.of(new Duplicate(proposal, original.getAsInt()));
    }
    Examined examined = examine(architecture);
    if (examined.refusal.isEmpty() && !budget.hasRoom()) {
      return Optional.empty();
    }
    Draft draft = new Draft(nextId++, proposal, hash, examined.cost, examined.uses);
    if (examined.refusal.isPresent()) {
      record.addRefused(draft);
      return Optional.of(new Refused(draft, examined.refusal.get()));
    }
    record.addAdmitted(draft);
    budget.reserve(proposal.epochs());
    return Optional.of(new Admitted(draft));
  }

  private record Examined(Cost cost, List<Usage> uses, Optional<Outcome.Failed> refusal) {}

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
    return new Examined(
        cost, List.of(), Optional.of(new Outcome.Failed(Reason.PLUGIN_FAILED, message)));
  }

  private static Outcome.Failed overLimit(Usage use) {
    return new Outcome.Failed(Reason.OVER_LIMIT, "Over a hard limit: " + use);
  }
}
