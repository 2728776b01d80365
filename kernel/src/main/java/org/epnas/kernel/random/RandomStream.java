package org.epnas.kernel.random;

import java.util.random.RandomGenerator;

/**
 * A counter-based random stream, keyed by what it is for: the same key gives the same numbers on
 * every worker, in any order. Not thread-safe: one stream has one user.
 */
public final class RandomStream implements RandomGenerator {
  private RandomStream() {}

  /** What random numbers are for; part of the key, so that two uses never share a stream. */
  public enum Purpose {
    INITIALISATION,
    SHUFFLE,
    AUGMENTATION,
    DROPOUT,
    SPLIT,
    POLICY,
    POLICY_INITIALISATION,
    PREDICTOR,
    EXPLORATION,
    BASELINE,
    STRATEGY
  }

  /**
   * @param seed the run's seed
   * @param first for example the trial or episode
   * @param second for example the step or replica
   */
  public static RandomStream of(long seed, Purpose purpose, long first, long second) {
    throw new IllegalStateException(seed + " " + purpose + " " + first + " " + second);
  }

  @Override
  public long nextLong() {
    throw new IllegalStateException();
  }
}
