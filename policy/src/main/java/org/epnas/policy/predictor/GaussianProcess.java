package org.epnas.policy.predictor;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Regression by a Gaussian process (Rasmussen and Williams 2006, Algorithm 2.1) of mean 0 whose
 * kernel falls off with two kinds of distances, each in units of its median between observations:
 *
 * <pre>
 *   k(a, b) = exp(-(d1(a, b)^2 / median1 + d2(a, b)^2 / median2) / (2 length^2))
 * </pre>
 *
 * Length, noise and the weight of the second kind are those of a small grid under which the
 * observations are likeliest (ibid., section 5.4.1); the scale of the kernel follows from them.
 */
final class GaussianProcess {
  private static final double[] LENGTHS = {0.5, 0.8, 1.3, 2};
  private static final double[] NOISES = {0.01, 0.05, 0.2};
  private static final double[] WEIGHTS = {0, 0.3, 1};

  /** Squared distances of both kinds. */
  record Distances(double[][] first, double[][] second) {}

  /** A choice of the grid with what follows from it. */
  private record Fit(
      double length,
      double weight,
      Cholesky factor,
      double[] coefficients,
      double scale,
      double logLikelihood) {}

  private final double medianFirst;
  private final double medianSecond;
  private final double noiselessVariance = 1;
  private final Fit fit;

  /**
   * @param distances between observations
   * @param targets one per observation, of mean 0
   */
  GaussianProcess(Distances distances, double[] targets) {
    medianFirst = median(distances.first());
    medianSecond = median(distances.second());
    @Nullable Fit best = null;
    for (double weight : WEIGHTS) {
      for (double length : LENGTHS) {
        double[][] kernel = kernel(distances, length, weight);
        for (double noise : NOISES) {
          @Nullable Fit fitted = fit(kernel, noise, length, weight, targets);
          if (fitted != null && (best == null || fitted.logLikelihood > best.logLikelihood)) {
            best = fitted;
          }
        }
      }
    }
    fit = Objects.requireNonNull(best, "noise keeps the kernel positive definite");
  }

  private static @Nullable Fit fit(
      double[][] kernel, double noise, double length, double weight, double[] targets) {
    int n = targets.length;
    double[][] noisy = new double[n][];
    for (int i = 0; i < n; i++) {
      noisy[i] = Arrays.copyOf(kernel[i], i + 1);
      noisy[i][i] += noise;
    }
    return Cholesky.of(noisy)
        .map(factor -> {
          double[] coefficients = factor.solve(targets);
          double product = 0;
          for (int i = 0; i < n; i++) {
            product += coefficients[i] * targets[i];
          }
          // The likeliest scale of the kernel has a closed form.
          double scale = Math.max(1e-12, product / n);
          double logLikelihood = -0.5 * (n * Math.log(scale) + factor.logDeterminant());
          return new Fit(length, weight, factor, coefficients, scale, logLikelihood);
        })
        .orElse(null);
  }

  /**
   * @param first squared distances of the first kind to each observation
   * @param second likewise
   */
  Prediction predict(double[] first, double[] second) {
    double[] kernel = new double[first.length];
    double mean = 0;
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = kernel(first[i], second[i], fit.length, fit.weight);
      mean += kernel[i] * fit.coefficients[i];
    }
    double explained = 0;
    for (double part : fit.factor.solveLower(kernel)) {
      explained += part * part;
    }
    double variance = fit.scale * Math.max(1e-6, noiselessVariance - explained);
    return new Prediction(mean, Math.sqrt(variance));
  }

  private double[][] kernel(Distances distances, double length, double weight) {
    int n = distances.first().length;
    double[][] kernel = new double[n][];
    for (int i = 0; i < n; i++) {
      kernel[i] = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        kernel[i][j] = kernel(distances.first()[i][j], distances.second()[i][j], length, weight);
      }
    }
    return kernel;
  }

  private double kernel(double first, double second, double length, double weight) {
    double distance = first / medianFirst + weight * second / medianSecond;
    return Math.exp(-distance / (2 * length * length));
  }

  /** Of the distances between different observations; 1 where all are equal. */
  private static double median(double[][] distances) {
    int n = distances.length;
    double[] all = new double[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        all[at++] = distances[i][j];
      }
    }
    Arrays.sort(all);
    double median = all.length == 0 ? 0 : all[all.length / 2];
    return median > 0 ? median : 1;
  }
}
