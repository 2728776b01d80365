package org.epnas.policy.predictor;

/**
 * A training and what it gave.
 *
 * @param reward finite
 */
public record Observation(PredictorInput input, double reward) {
  public Observation {
    if (!Double.isFinite(reward)) {
      throw new IllegalArgumentException(
          "Reward (%s) of an observation must be finite. Leave failed trials out."
              .formatted(reward));
    }
  }
}
