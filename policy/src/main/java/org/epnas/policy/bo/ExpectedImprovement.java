package org.epnas.policy.bo;

import org.epnas.policy.predictor.Prediction;

/**
 * Expected improvement over an incumbent (Jones et al. 1998): {@code E[max(0, X - incumbent)]} for
 * a Gaussian X. As its logarithm, because far below the incumbent the value itself underflows and
 * would rank nothing.
 */
final class ExpectedImprovement {
  /** Below it, the tail's expansion is exact to one part in a thousand. */
  private static final double TAIL = -6;

  private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);

  private ExpectedImprovement() {}

  /**
   * @param prediction of which the deviation without noise counts
   * @param incumbent reward to improve on
   */
  static double log(Prediction prediction, double incumbent) {
    double deviation = Math.max(1e-12, prediction.latent());
    double z = (prediction.mean() - incumbent) / deviation;
    return Math.log(deviation) + logTail(z);
  }

  /** {@code ln(phi(z) + z Phi(z))}. */
  private static double logTail(double z) {
    double logDensity = -0.5 * z * z - LOG_SQRT_2_PI;
    if (z < TAIL) {
      // Mills' ratio: phi(z) (1 / z^2 - 3 / z^4 + 15 / z^6 - ...).
      double s = 1 / (z * z);
      return logDensity + Math.log(s * (1 - s * (3 - s * (15 - 105 * s))));
    }
    return Math.log(Math.exp(logDensity) + z * distribution(z));
  }

  /** Phi by its series (z up to 6 in absolute value), exact to about 1e-15. */
  private static double distribution(double z) {
    if (z > -TAIL) {
      return 1;
    }
    double term = z;
    double sum = z;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum); i += 2) {
      term *= z * z / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-0.5 * z * z - LOG_SQRT_2_PI);
  }
}
