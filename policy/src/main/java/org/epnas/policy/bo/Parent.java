package org.epnas.policy.bo;

import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.schedule.Elite;

/**
 * A network that candidates are made of.
 *
 * @param trial whose weights they inherit; empty while it has not been trained
 * @param lineageEpochs that made those weights
 */
public record Parent(Architecture architecture, OptionalInt trial, int lineageEpochs) {
  static Parent of(Elite elite) {
    return new Parent(
        elite.architecture(), OptionalInt.of(elite.trial().id()), elite.lineageEpochs());
  }

  static Parent untrained(Architecture architecture) {
    return new Parent(architecture, OptionalInt.empty(), 0);
  }
}
