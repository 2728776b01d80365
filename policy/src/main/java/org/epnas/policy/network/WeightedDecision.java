package org.epnas.policy.network;

/**
 * A decision's term {@code coefficient * logProbability + entropyCoefficient * entropy} of an
 * objective.
 */
public record WeightedDecision(Decision decision, double coefficient, double entropyCoefficient) {
  /** Both terms of one and the same decision. */
  public WeightedDecision plus(WeightedDecision other) {
    return new WeightedDecision(
        decision, coefficient + other.coefficient, entropyCoefficient + other.entropyCoefficient);
  }
}
