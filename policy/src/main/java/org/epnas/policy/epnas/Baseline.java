package org.epnas.policy.epnas;

import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.policy.schedule.Elite;

/**
 * The network that an episode adapts.
 *
 * @param trial whose weights its candidates inherit; empty while it has not been trained
 * @param lineageEpochs that made those weights
 */
record Baseline(Architecture architecture, OptionalInt trial, int lineageEpochs) {
  static Baseline of(Elite elite) {
    return new Baseline(
        elite.architecture(), OptionalInt.of(elite.trial().id()), elite.lineageEpochs());
  }

  static Baseline untrained(Architecture architecture) {
    return new Baseline(architecture, OptionalInt.empty(), 0);
  }
}
