package org.epnas.policy.reinforce;

/**
 * What one update did.
 *
 * @param rollouts how many it learned from
 * @param objective value of the maximised surrogate before the step
 * @param meanEntropy per decision, in nats
 * @param gradientNorm Euclidean, before clipping
 * @param clipped whether the norm was over the limit
 */
public record UpdateReport(
    int rollouts, double objective, double meanEntropy, double gradientNorm, boolean clipped) {}
