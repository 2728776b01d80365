package org.epnas.kernel.search;

import org.epnas.kernel.trial.Outcome;

/**
 * How a candidate came out.
 *
 * @param seconds wall time in its slot
 * @param evaluated false where it never came to a slot
 */
record Evaluation(Outcome outcome, double seconds, boolean evaluated) {
  static Evaluation withoutSlot(Outcome outcome) {
    return new Evaluation(outcome, 0, false);
  }
}
