package org.epnas.compare.predictor;

import org.epnas.policy.predictor.Prediction;

/**
 * A prediction of an architecture that was never trained in the run, and what its training gives.
 *
 * @param observed accuracy
 */
record Forecast(Prediction prediction, double observed) {
  double error() {
    return Math.abs(observed - prediction.mean());
  }

  /** Whether the observed accuracy lies within so many predicted standard deviations. */
  boolean within(double deviations) {
    return error() <= deviations * prediction.deviation();
  }
}
