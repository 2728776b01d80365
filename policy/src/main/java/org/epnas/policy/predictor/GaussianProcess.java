package org.epnas.policy.predictor;

import java.util.Optional;

/**
 * Regression by a Gaussian process of mean 0 (Rasmussen and Williams 2006, Algorithm 2.1) with the
 * kernel of {@link KernelParameters}. The likeliest scale of the kernel has a closed form.
 * Predicted variances are those of an observation, noise included, and are calibrated: multiplied
 * by the mean square of the leave-one-out residuals in units of their own predicted deviations
 * (ibid., section 5.4.2), which is 1 where the model tells the truth.
 */
final class GaussianProcess {
  /** Observations that a calibration of 1 counts as. */
  private static final double CALIBRATION_PRIOR = 10;

  /** Where all targets are equal. */
  static final double SMALLEST_SCALE = 1e-12;

  /** Of the kernel's own variance, so that nothing is ever certain. */
  private static final double SMALLEST_VARIANCE = 1e-6;

  private final Distances distances;
  private final KernelParameters parameters;
  private final Cholesky factor;
  private final double[] coefficients;
  private final double scale;
  private final double calibration;

  private GaussianProcess(
      Distances distances, KernelParameters parameters, Cholesky factor, double[] targets) {
    this.distances = distances;
    this.parameters = parameters;
    this.factor = factor;
    coefficients = factor.solve(targets);
    scale = Math.max(SMALLEST_SCALE, factor.scale(targets));
    calibration = calibration();
  }

  /**
   * @param targets one per observation, of mean 0
   * @return empty where the kernel is not positive definite
   */
  static Optional<GaussianProcess> of(
      Distances distances, KernelParameters parameters, double[] targets) {
    return Cholesky.of(distances.kernel(parameters))
        .map(factor -> new GaussianProcess(distances, parameters, factor, targets));
  }

  private double calibration() {
    double[] precisions = factor.inverseDiagonal();
    double squares = CALIBRATION_PRIOR;
    for (int i = 0; i < precisions.length; i++) {
      squares += coefficients[i] * coefficients[i] / (scale * precisions[i]);
    }
    return squares / (precisions.length + CALIBRATION_PRIOR);
  }

  KernelParameters parameters() {
    return parameters;
  }

  /**
   * What an observation of a new point is going to be.
   *
   * @param squared distances to each observation, by kind
   */
  Prediction predict(double[][] squared) {
    double[] kernel = new double[coefficients.length];
    double mean = 0;
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] = distances.kernel(parameters, squared[i]);
      mean += kernel[i] * coefficients[i];
    }
    double explained = 0;
    for (double part : factor.solveLower(kernel)) {
      explained += part * part;
    }
    double variance = Math.max(SMALLEST_VARIANCE, 1 - explained) + parameters.noise();
    return new Prediction(mean, Math.sqrt(calibration * scale * variance));
  }
}
