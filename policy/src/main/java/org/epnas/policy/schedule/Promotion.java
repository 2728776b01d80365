package org.epnas.policy.schedule;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/** Proposals to train a finished trial further from its own weights. */
final class Promotion {
  private Promotion() {}

  /**
   * @param epochs additional ones
   * @param episode number that the proposal carries
   */
  static Proposal of(Trial trial, int epochs, int episode) {
    return new Proposal(
        trial.architecture(),
        epochs,
        OptionalInt.of(trial.id()),
        Proposal.Kind.PROMOTED,
        episode,
        OptionalDouble.empty());
  }
}
