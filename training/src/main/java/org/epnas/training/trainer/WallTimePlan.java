package org.epnas.training.trainer;

/**
 * As many whole epochs as fit into a time, at least one.
 *
 * @param seconds of the whole training
 * @param estimatedEpochSeconds used until the first epoch was measured
 */
record WallTimePlan(double seconds, double estimatedEpochSeconds) implements EpochPlan {
  @Override
  public int remaining(int done, double elapsed) {
    double perEpoch = done == 0 ? estimatedEpochSeconds : elapsed / done;
    int fitting = (int) Math.min(1_000_000, (seconds - elapsed) / perEpoch);
    return done == 0 ? Math.max(1, fitting) : Math.max(0, fitting);
  }
}
