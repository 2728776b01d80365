package org.epnas.training.trainer;

import java.time.Duration;
import java.util.Optional;
import org.epnas.kernel.search.StopSignal;

/**
 * Another plan, cut to what fits before a stop signal ends the training: so a training that takes
 * longer than was foreseen ends early with a result, instead of being cut off without one.
 *
 * @param stop what will end it
 */
record DeadlinePlan(EpochPlan plan, StopSignal stop) implements EpochPlan {
  /** Validation of a sixth of the images takes less than this share of an epoch. */
  private static final double VALIDATION_EPOCHS = 0.15;

  /** For the spread of epochs. */
  private static final double SAFETY = 0.98;

  @Override
  public int remaining(int done, double seconds) {
    int wanted = plan.remaining(done, seconds);
    Optional<Duration> left = stop.timeLeft();
    if (done == 0 || left.isEmpty()) {
      return wanted;
    }
    double epochSeconds = seconds / done;
    double fitting = SAFETY * left.get().toNanos() / 1e9 / epochSeconds - VALIDATION_EPOCHS;
    return Math.clamp((long) fitting, 0, wanted);
  }
}
