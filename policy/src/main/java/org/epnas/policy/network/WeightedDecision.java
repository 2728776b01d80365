package org.epnas.policy.network;

/**
 * A decision's term {@code coefficient * logProbability + entropyCoefficient * entropy} of an
 * objective.
 */
public record WeightedDecision(Decision decision, double coefficient, double entropyCoefficient) {}
