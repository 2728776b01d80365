package org.epnas.kernel.search;

import java.time.Duration;
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

  /**
   * How long it will go on at most, where that is known: the time until the search's budget or the
   * trial's limit ends. An evaluation may cut itself short by it instead of being cut off.
   */
  default Optional<Duration> timeLeft() {
    return Optional.empty();
  }

  /**
   * Whether nobody waits for the evaluation any more, because it gave no sign of life for too long:
   * what it still holds is lost, and others must not wait for it.
   */
  default boolean givenUp() {
    return false;
  }

  /** Never stops. */
  StopSignal NEVER = Optional::empty;
}
