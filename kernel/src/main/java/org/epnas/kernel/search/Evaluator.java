package org.epnas.kernel.search;

import org.epnas.kernel.trial.Outcome;

/**
 * Plug-in point: trains or looks up a candidate. Called from as many threads as there are workers.
 */
@FunctionalInterface
public interface Evaluator {
  /**
   * Never throws for a candidate's own fault: that is an {@link Outcome.Failed} with its reason.
   */
  Outcome evaluate(Assignment assignment);
}
