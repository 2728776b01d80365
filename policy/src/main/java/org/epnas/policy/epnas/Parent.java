package org.epnas.policy.epnas;

import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.schedule.Elite;

/**
 * The network that an episode transforms.
 *
 * @param trialId of the trial whose weights its candidates inherit; empty while it has not been
 *     trained
 * @param lineageEpochs that made those weights
 */
record Parent(Architecture architecture, OptionalInt trialId, int lineageEpochs) {
  static Parent of(Elite elite) {
    return new Parent(
        elite.architecture(), OptionalInt.of(elite.trial().id()), elite.lineageEpochs());
  }

  static Parent untrained(Architecture architecture) {
    return new Parent(architecture, OptionalInt.empty(), 0);
  }
}
