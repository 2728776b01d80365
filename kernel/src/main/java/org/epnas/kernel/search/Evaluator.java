package org.epnas.kernel.search;

import java.util.Optional;
import org.epnas.kernel.trial.Outcome;

/**
 * Plug-in point: trains or looks up a candidate. Called from as many threads as there are workers.
 */
@FunctionalInterface
public interface Evaluator {
  /**
   * Never throws for a candidate's own fault: that is an {@link Outcome.Failed} with its reason.
   * After {@link Outcome.Reason#LOST} it is called again with the same assignment, a few times.
   */
  Outcome evaluate(Assignment assignment);

  /**
   * Why it can evaluate nothing any more, for example because its last device is lost; empty while
   * it can. Asked from any thread, between evaluations: the search then ends, and keeps what it
   * has.
   */
  default Optional<String> lost() {
    return Optional.empty();
  }
}
