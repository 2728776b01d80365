package org.epnas.policy.reinforce;

import java.util.Arrays;

/** Corrects a sum over trials for the way they were selected. */
public final class ImportanceWeights {
  private ImportanceWeights() {}

  /**
   * Self-normalised importance weights (mean 1), then truncated: {@code w_k = min(clip, K r_k /
   * sum(r))} with {@code r_k = pi(k) / q(k)}, the probability under the policy over that of having
   * been selected. Truncation (Ionides 2008) trades a bias for a bounded variance.
   *
   * @param logRatios ln r_k, finite; a constant added to all changes nothing
   * @param clip largest weight, at least 1
   */
  public static double[] selfNormalised(double[] logRatios, double clip) {
    if (!(clip >= 1)) {
      throw new IllegalArgumentException(
          "Importance weight clip (%s) must be at least 1. Maybe use 5.".formatted(clip));
    }
    double largest = Arrays.stream(logRatios).max().orElse(0);
    double[] ratios = Arrays.stream(logRatios).map(r -> Math.exp(r - largest)).toArray();
    double mean = Arrays.stream(ratios).average().orElse(1);
    return Arrays.stream(ratios).map(r -> Math.min(clip, r / mean)).toArray();
  }
}
