package org.epnas.training.trainer;

/**
 * As many whole epochs as fit into a time, at least one; the last one may overrun it by a quarter.
 *
 * @param seconds of the whole training
 * @param estimatedEpochSeconds used until the first epoch was measured
 */
record WallTimePlan(double seconds, double estimatedEpochSeconds) implements EpochPlan {
  private static final double TOLERANCE = 0.25;
  private static final double MAX_EPOCHS = 1_000_000;

  @Override
  public int remaining(int done, double elapsed) {
    double perEpoch = done == 0 ? estimatedEpochSeconds : elapsed / done;
    return (int) Math.clamp((seconds - elapsed) / perEpoch + TOLERANCE, 1, MAX_EPOCHS);
  }
}
