package org.epnas.kernel.search;

import java.util.Optional;
import org.epnas.kernel.trial.Outcome;

/** Tells a running evaluation that it must end. */
@FunctionalInterface
public interface StopSignal {
  /**
   * Why the evaluation must end now ({@code CANCELLED} or {@code TIMED_OUT}), or empty to go on.
   * Cheap: asked before every step.
   */
  Optional<Outcome.Reason> reason();

  /** Never stops. */
  StopSignal NEVER = Optional::empty;
}
