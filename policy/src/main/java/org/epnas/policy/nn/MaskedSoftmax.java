package org.epnas.policy.nn;

import java.util.BitSet;

/**
 * The distribution {@code p_j = e^(z_j) / sum over valid i of e^(z_i)}; values that are not valid
 * have probability 0. Works in place on one row of logits, in double precision inside, since rows
 * are short and their logarithms go into every gradient.
 */
public final class MaskedSoftmax {
  private MaskedSoftmax() {}

  /**
   * Replaces logits by natural logarithms of probabilities.
   *
   * @param valid at least one bit, all below {@code n}
   */
  public static void forward(float[] row, int offset, int n, BitSet valid) {
    if (valid.isEmpty() || valid.length() > n) {
      throw new IllegalArgumentException(
          "Valid values %s of a choice among %s must be a non-empty part of 0..%s."
              .formatted(valid, n, n - 1));
    }
    double max = Double.NEGATIVE_INFINITY;
    for (int j = valid.nextSetBit(0); j >= 0; j = valid.nextSetBit(j + 1)) {
      max = Math.max(max, row[offset + j]);
    }
    double sum = 0;
    for (int j = valid.nextSetBit(0); j >= 0; j = valid.nextSetBit(j + 1)) {
      sum += Math.exp(row[offset + j] - max);
    }
    double normaliser = max + Math.log(sum);
    for (int j = 0; j < n; j++) {
      row[offset + j] =
          valid.get(j) ? (float) (row[offset + j] - normaliser) : Float.NEGATIVE_INFINITY;
    }
  }

  /**
   * The value at {@code uniform} of the cumulative distribution.
   *
   * @param logProbabilities result of {@link #forward}
   * @param uniform in [0, 1)
   */
  public static int sample(float[] logProbabilities, int offset, BitSet valid, double uniform) {
    double cumulative = 0;
    int likely = -1;
    for (int j = valid.nextSetBit(0); j >= 0; j = valid.nextSetBit(j + 1)) {
      double probability = Math.exp(logProbabilities[offset + j]);
      cumulative += probability;
      if (uniform < cumulative) {
        return j;
      }
      likely = likely < 0 || probability > 0 ? j : likely;
    }
    // Rounding left the sum just below 1: the last value with a probability takes the rest.
    return likely;
  }

  /** {@code -sum p ln p}, in nats. */
  public static double entropy(float[] logProbabilities, int offset, BitSet valid) {
    double entropy = 0;
    for (int j = valid.nextSetBit(0); j >= 0; j = valid.nextSetBit(j + 1)) {
      double logProbability = logProbabilities[offset + j];
      entropy -= Math.exp(logProbability) * logProbability;
    }
    return entropy;
  }

  /**
   * Replaces logarithms of probabilities by the gradient of {@code coefficient ln p_chosen +
   * entropyCoefficient H} with respect to the logits: {@code coefficient ([j = chosen] - p_j) -
   * entropyCoefficient p_j (ln p_j + H)}.
   */
  public static void backward(
      float[] row,
      int offset,
      int n,
      BitSet valid,
      int chosen,
      double coefficient,
      double entropyCoefficient) {
    double entropy = entropy(row, offset, valid);
    for (int j = 0; j < n; j++) {
      double logProbability = row[offset + j];
      double probability = Math.exp(logProbability);
      row[offset + j] =
          probability == 0
              ? 0f
              : (float)
                  (-probability * (coefficient + entropyCoefficient * (logProbability + entropy)));
    }
    row[offset + chosen] += (float) coefficient;
  }
}
