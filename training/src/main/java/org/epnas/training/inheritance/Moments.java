package org.epnas.training.inheritance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Estimated mean and variance of every channel of a tensor, so that a batch normalisation inserted
 * after it can start as the identity in training too, where it uses the batch's statistics.
 *
 * @param means by channel
 * @param variances by channel
 * @param nonNegative whether no value is below 0
 */
record Moments(double[] means, double[] variances, boolean nonNegative) {

  /** A normalised image. */
  static Moments standard(int channels) {
    double[] variances = new double[channels];
    Arrays.fill(variances, 1);
    return new Moments(new double[channels], variances, false);
  }

  /** Behind a batch normalisation: mean shift, variance scale^2. */
  static Moments normalised(float[] scale, float[] shift) {
    return new Moments(
        IntStream.range(0, shift.length).mapToDouble(i -> shift[i]).toArray(),
        IntStream.range(0, scale.length).mapToDouble(i -> (double) scale[i] * scale[i]).toArray(),
        false);
  }

  /** Sum of independent tensors. */
  static Moments sum(List<Moments> terms) {
    int channels = terms.getFirst().means.length;
    double[] means = new double[channels];
    double[] variances = new double[channels];
    for (Moments term : terms) {
      for (int i = 0; i < channels; i++) {
        means[i] += term.means[i];
        variances[i] += term.variances[i];
      }
    }
    return new Moments(means, variances, terms.stream().allMatch(Moments::nonNegative));
  }

  static Moments concatenated(List<Moments> parts) {
    return new Moments(
        parts.stream().flatMapToDouble(m -> Arrays.stream(m.means)).toArray(),
        parts.stream().flatMapToDouble(m -> Arrays.stream(m.variances)).toArray(),
        parts.stream().allMatch(Moments::nonNegative));
  }

  /** The channels of a tensor whose channel i is channel {@code sources[i]} of this one. */
  Moments select(int[] sources) {
    return new Moments(
        IntStream.of(sources).mapToDouble(i -> means[i]).toArray(),
        IntStream.of(sources).mapToDouble(i -> variances[i]).toArray(),
        nonNegative);
  }

  /** Behind max(0, x), each channel taken as normally distributed. */
  Moments rectified() {
    if (nonNegative) {
      return this;
    }
    double[] newMeans = new double[means.length];
    double[] newVariances = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      double mean = means[i];
      double deviation = Math.sqrt(variances[i]);
      if (deviation == 0) {
        newMeans[i] = Math.max(0, mean);
        continue;
      }
      double z = mean / deviation;
      double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      double positive = normalDistribution(z);
      double square = (mean * mean + variances[i]) * positive + mean * deviation * density;
      newMeans[i] = mean * positive + deviation * density;
      newVariances[i] = Math.max(0, square - newMeans[i] * newMeans[i]);
    }
    return new Moments(newMeans, newVariances, true);
  }

  /** Abramowitz and Stegun 26.2.17, error below 7.5e-8. */
  private static double normalDistribution(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    return z >= 0 ? 1 - tail : tail;
  }
}
