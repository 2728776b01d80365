package org.epnas.policy.schedule;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/** Proposals to train the network of a finished trial for longer. */
final class Promotion {
  private Promotion() {}

  /**
   * Goes on from the trial's own weights.
   *
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

  /**
   * A longer training that starts anew.
   *
   * @param epochs all of them
   * @param episode number that the proposal carries
   */
  static Proposal anew(Trial trial, int epochs, int episode) {
    return new Proposal(
        trial.architecture(),
        epochs,
        OptionalInt.empty(),
        Proposal.Kind.PROMOTED,
        episode,
        OptionalDouble.empty());
  }
}
