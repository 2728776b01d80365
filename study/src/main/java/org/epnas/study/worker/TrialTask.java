package org.epnas.study.worker;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.trial.Proposal;
import org.epnas.study.run.StoredSharing;

/**
 * To the worker: a proposal to train.
 *
 * @param sharing see {@link StoredSharing}
 * @param secondsLeft until it is stopped, where that is known
 */
record TrialTask(
    int trialId,
    int worker,
    Architecture architecture,
    int epochs,
    OptionalInt parent,
    Proposal.Kind kind,
    int episode,
    OptionalDouble predictedReward,
    Optional<String> sharing,
    OptionalDouble share,
    OptionalDouble secondsLeft)
    implements Message {
  static TrialTask of(Assignment assignment) {
    Proposal proposal = assignment.proposal();
    StoredSharing sharing = StoredSharing.of(proposal.sharing());
    return new TrialTask(
        assignment.trialId(),
        assignment.worker(),
        proposal.architecture(),
        proposal.epochs(),
        proposal.parentTrialId(),
        proposal.kind(),
        proposal.episode(),
        proposal.predictedReward(),
        sharing.kind(),
        sharing.share(),
        assignment.stop().timeLeft().stream()
            .mapToDouble(left -> left.toNanos() / 1e9)
            .findFirst());
  }

  Proposal proposal() {
    return new Proposal(
        architecture,
        epochs,
        parent,
        kind,
        episode,
        predictedReward,
        new StoredSharing(sharing, share).sharing(trialId));
  }
}
