package org.epnas.policy.epnas;

import java.util.Arrays;

/**
 * How far a ranking distorts what the policy proposed. The candidates of an episode are samples of
 * the policy, so it alone would pick each of n with probability 1/n. The ranking picks
 *
 * <pre>q_k = a / n + (1 - a) * softmax_k(z)</pre>
 *
 * with a the held-out share, z the upper confidence bounds in standard deviations from their mean:
 * a smooth model of "the best few", which has no probability zero. The held-out part makes it a
 * defensive mixture (Hesterberg 1995): (1/n) / q_k is at most 1/a.
 */
final class SelectionCorrection {
  private static final double SMALLEST_DEVIATION = 1e-9;

  private SelectionCorrection() {}

  /**
   * ln((1/n) / q_k) for every candidate.
   *
   * @param bounds upper confidence bounds of all candidates
   * @param heldOutShare a, in (0, 1]
   */
  static double[] logRatios(double[] bounds, double heldOutShare) {
    int n = bounds.length;
    double[] picked = softmax(standardised(bounds));
    return Arrays.stream(picked)
        .map(p -> -Math.log(heldOutShare + (1 - heldOutShare) * n * p))
        .toArray();
  }

  private static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double deviation = Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
    return Arrays.stream(values).map(v -> (v - mean) / deviation).toArray();
  }

  private static double[] softmax(double[] values) {
    double largest = Arrays.stream(values).max().orElse(0);
    double[] exponentials = Arrays.stream(values).map(v -> Math.exp(v - largest)).toArray();
    double sum = Arrays.stream(exponentials).sum();
    return Arrays.stream(exponentials).map(e -> e / sum).toArray();
  }
}
