package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Regression by a Gaussian process of mean 0 (Rasmussen and Williams 2006, Algorithm 2.1) with the
 * kernel of {@link KernelParameters}. The likeliest scale of the kernel has a closed form.
 * Predicted variances are calibrated: multiplied by the mean square of the leave-one-out residuals
 * in units of their own predicted deviations (ibid., section 5.4.2), which is 1 where the model
 * tells the truth.
 *
 * <p>It grows by one observation in O(n^2). A point can also be believed to turn out as predicted
 * (Ginsbourger et al. 2010): that changes no mean, but what is near it is less uncertain, so that
 * points that are chosen for the same time differ.
 */
final class GaussianProcess {
  /** Observations that a calibration of 1 counts as. */
  private static final double CALIBRATION_PRIOR = 10;

  /** Where all targets are equal. */
  static final double SMALLEST_SCALE = 1e-12;

  /** Of the kernel's own variance, so that nothing is ever certain. */
  private static final double SMALLEST_VARIANCE = 1e-6;

  private final double[] units;
  private final KernelParameters parameters;
  private final List<double[]> kernels = new ArrayList<>();
  private final GrowingFactor factor = new GrowingFactor();
  private double[] whitened = {};
  private double scale = 1;
  private double calibration = 1;

  private GaussianProcess(double[] units, KernelParameters parameters) {
    this.units = units;
    this.parameters = parameters;
  }

  /**
   * @param targets one per observation, of mean 0
   * @return empty where the kernel is not positive definite
   */
  static Optional<GaussianProcess> of(
      Distances distances, KernelParameters parameters, double[] targets) {
    return of(distances.units(), parameters, List.of(distances.kernel(parameters)), targets);
  }

  private static Optional<GaussianProcess> of(
      double[] units, KernelParameters parameters, List<double[]> kernels, double[] targets) {
    GaussianProcess process = new GaussianProcess(units, parameters);
    for (double[] row : kernels) {
      if (!process.append(row)) {
        return Optional.empty();
      }
    }
    process.observe(targets);
    return Optional.of(process);
  }

  /** The same with some of the observations alone, in the given order. */
  Optional<GaussianProcess> only(int[] kept, double[] targets) {
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j < i; j++) {
        row[j] = covariance(kept[i], kept[j]);
      }
      row[i] = 1 + parameters.noise();
      rows.add(row);
    }
    return of(units, parameters, rows, targets);
  }

  /** The kernel between two observations. */
  double covariance(int i, int j) {
    return i == j ? 1 : kernels.get(Math.max(i, j))[Math.min(i, j)];
  }

  private boolean append(double[] row) {
    return factor.append(row) && kernels.add(row);
  }

  /**
   * One more observation; its target follows with {@link #observe}.
   *
   * @param point as projected before it was appended
   */
  boolean append(Projection point) {
    double[] row = Arrays.copyOf(point.kernel, factor.size() + 1);
    row[factor.size()] = 1 + parameters.noise();
    return append(row);
  }

  /**
   * Sets the targets of all observations, and with them the scale and the calibration.
   *
   * @param targets one per observation, of mean 0
   */
  void observe(double[] targets) {
    whitened = factor.project(targets, new double[0]);
    double squares = 0;
    for (double value : whitened) {
      squares += value * value;
    }
    scale = Math.max(SMALLEST_SCALE, squares / targets.length);
    calibration = calibration();
  }

  private double calibration() {
    double[] coefficients = factor.solveUpper(whitened);
    double[] precisions = factor.inverseDiagonal(whitened.length);
    double squares = CALIBRATION_PRIOR;
    for (int i = 0; i < precisions.length; i++) {
      squares += coefficients[i] * coefficients[i] / (scale * precisions[i]);
    }
    return squares / (precisions.length + CALIBRATION_PRIOR);
  }

  /** Takes a point to turn out as it is predicted now; until {@link #forgetBeliefs}. */
  boolean believe(Projection point) {
    return append(point);
  }

  void forgetBeliefs() {
    factor.truncate(whitened.length);
    kernels.subList(whitened.length, kernels.size()).clear();
  }

  KernelParameters parameters() {
    return parameters;
  }

  /** Number of observations, without beliefs. */
  int observations() {
    return whitened.length;
  }

  /** Standard deviation of the noise of one observation. */
  double noiseDeviation() {
    return Math.sqrt(calibration * scale * parameters.noise());
  }

  /**
   * What is known of a point: its kernel with the observations, and the same in the basis in which
   * they are independent. Grows with the process, each observation at O(n).
   */
  static final class Projection {
    private double[] kernel = {};
    private double[] whitened = {};

    /** Observations and beliefs that it knows of. */
    int size() {
      return kernel.length;
    }
  }

  /**
   * Brings a projection up to date with the observations and beliefs.
   *
   * @param squared distances by kind to the observation or belief of a number
   */
  void extend(Projection point, IntFunction<double[]> squared) {
    int known = point.kernel.length;
    if (known < factor.size()) {
      double[] kernel = Arrays.copyOf(point.kernel, factor.size());
      for (int i = known; i < kernel.length; i++) {
        kernel[i] = Distances.kernel(parameters, squared.apply(i), units);
      }
      point.kernel = kernel;
      point.whitened = factor.project(kernel, point.whitened);
    }
  }

  /** Drops what a projection knows of beliefs. */
  void forgetBeliefs(Projection point) {
    if (point.kernel.length > whitened.length) {
      point.kernel = Arrays.copyOf(point.kernel, whitened.length);
      point.whitened = Arrays.copyOf(point.whitened, whitened.length);
    }
  }

  /** What an observation of a point is going to be. */
  Prediction predict(Projection point) {
    double mean = 0;
    for (int i = 0; i < whitened.length; i++) {
      mean += point.whitened[i] * whitened[i];
    }
    double explained = 0;
    for (double part : point.whitened) {
      explained += part * part;
    }
    double latent = Math.max(SMALLEST_VARIANCE, 1 - explained);
    return new Prediction(
        mean,
        Math.sqrt(calibration * scale * (latent + parameters.noise())),
        Math.sqrt(calibration * scale * latent));
  }

  /**
   * The same for a new point.
   *
   * @param squared distances to each observation, by kind
   */
  Prediction predict(double[][] squared) {
    Projection point = new Projection();
    extend(point, i -> squared[i]);
    return predict(point);
  }
}
