package org.epnas.policy.predictor;

import java.util.Arrays;

/**
 * Accuracies as a Gaussian process learns them: of mean 0 and deviation 1. Networks that fell
 * through are taken to be no worse than a fence below the others (Tukey 1977), so that they do not
 * set the scale.
 *
 * @param values standardised
 * @param mean and
 * @param scale of the accuracies
 */
record Targets(double[] values, double mean, double scale) {
  private static final double FENCE = 1.5;

  static Targets of(double[] accuracies) {
    double[] ascending = accuracies.clone();
    Arrays.sort(ascending);
    double low = ascending[ascending.length / 4];
    double high = ascending[ascending.length * 3 / 4];
    double fence = low - FENCE * (high - low);
    double[] fenced = Arrays.stream(accuracies).map(value -> Math.max(fence, value)).toArray();
    double mean = Arrays.stream(fenced).average().orElse(0);
    double squares = Arrays.stream(fenced).map(value -> Math.pow(value - mean, 2)).sum();
    double deviation = Math.sqrt(squares / fenced.length);
    double scale = deviation > 0 ? deviation : 1;
    return new Targets(
        Arrays.stream(fenced).map(value -> (value - mean) / scale).toArray(), mean, scale);
  }

  /** A standardised prediction in units of accuracy. */
  Prediction inAccuracy(Prediction standardised) {
    return new Prediction(
        mean + scale * standardised.mean(),
        scale * standardised.deviation(),
        scale * standardised.latent());
  }
}
