package org.epnas.policy.nasrl;

import java.util.Arrays;

/**
 * The baseline b of REINFORCE, an exponential moving average of the rewards (Zoph and Le 2017,
 * section 3.2), and beside it one of the squared distances from it, so that advantages are (R - b)
 * / sigma and the entropy bonus weighs as much in every space.
 */
final class RewardScale {
  private static final double SMALLEST_DEVIATION = 1e-8;

  /** Of an advantage, so that one failure among equals does not make a step of its own. */
  private static final double LARGEST = 3;

  private final double decay;
  private boolean started;
  private double mean;
  private double variance;

  /**
   * @param decay of both averages, per batch, in [0, 1)
   */
  RewardScale(double decay) {
    this.decay = decay;
  }

  /**
   * Advantages of a batch, which then becomes part of the averages. The first batch is judged by
   * its own mean and deviation.
   *
   * @param rewards at least one
   */
  double[] advantages(double[] rewards) {
    if (!started) {
      mean = Arrays.stream(rewards).average().orElseThrow();
      variance = meanSquare(rewards);
      started = true;
    }
    double deviation = Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
    double[] advantages =
        Arrays.stream(rewards)
            .map(reward -> Math.clamp((reward - mean) / deviation, -LARGEST, LARGEST))
            .toArray();
    variance = decay * variance + (1 - decay) * meanSquare(rewards);
    mean = decay * mean + (1 - decay) * Arrays.stream(rewards).average().orElseThrow();
    return advantages;
  }

  private double meanSquare(double[] rewards) {
    return Arrays.stream(rewards).map(r -> (r - mean) * (r - mean)).average().orElseThrow();
  }
}
