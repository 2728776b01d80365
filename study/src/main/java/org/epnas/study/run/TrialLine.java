package org.epnas.study.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Sharing;
import org.epnas.kernel.trial.Trial;

/**
 * One line of {@code trials.jsonl}.
 *
 * @param kind why it was proposed
 * @param sharing START, TRAIN or EVALUATE with the weights of a super-network; the accuracies of
 *     the last two are those of shared weights and do not compete. Empty for weights of its own.
 * @param parent trial whose weights it inherited
 * @param uses measured use of each constrained resource, by the resource's name
 * @param failure why it gave no metrics
 * @param metrics by name; empty for a failed trial
 */
public record TrialLine(
    int id,
    Proposal.Kind kind,
    Optional<String> sharing,
    int episode,
    OptionalInt parent,
    int epochs,
    String hash,
    long parameters,
    long flops,
    double flopsPerByte,
    Map<String, Double> uses,
    boolean feasible,
    OptionalDouble predictedReward,
    double reward,
    double seconds,
    Optional<Failure> failure,
    Map<String, Double> metrics,
    Architecture architecture) {
  /** Reason and message of a failed trial. */
  public record Failure(Outcome.Reason reason, String message) {}

  static TrialLine of(Trial trial) {
    Map<String, Double> uses = new LinkedHashMap<>();
    for (Usage usage : trial.uses()) {
      uses.put(usage.constraint().name(), usage.used());
    }
    Proposal proposal = trial.proposal();
    return new TrialLine(
        trial.id(),
        proposal.kind(),
        sharing(proposal.sharing()),
        proposal.episode(),
        proposal.parent(),
        proposal.epochs(),
        trial.hash(),
        trial.cost().parameters(),
        trial.cost().flops(),
        trial.cost().flopsPerByte(),
        uses,
        trial.feasible(),
        proposal.predictedReward(),
        trial.reward(),
        trial.seconds(),
        trial.outcome() instanceof Outcome.Failed failed
            ? Optional.of(new Failure(failed.reason(), failed.message()))
            : Optional.empty(),
        trial.outcome() instanceof Outcome.Completed done ? done.metrics() : Map.of(),
        trial.architecture());
  }

  private static Optional<String> sharing(Sharing sharing) {
    return switch (sharing) {
      case Sharing.None _ -> Optional.empty();
      case Sharing.Start _ -> Optional.of("START");
      case Sharing.Train _ -> Optional.of("TRAIN");
      case Sharing.Evaluate _ -> Optional.of("EVALUATE");
    };
  }

  /** Whether it may be the best of a run, see {@link Trial#competes}. */
  public boolean competes() {
    return feasible && sharing.filter(kind -> !kind.equals("START")).isEmpty();
  }
}
