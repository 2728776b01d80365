package org.epnas.policy.predictor;

/**
 * A training and what it gave.
 *
 * @param accuracy finite
 */
public record Observation(PredictorInput input, double accuracy) {
  public Observation {
    if (!Double.isFinite(accuracy)) {
      throw new IllegalArgumentException(
          "Accuracy (%s) of an observation must be finite. Leave failed trials out."
              .formatted(accuracy));
    }
  }
}
