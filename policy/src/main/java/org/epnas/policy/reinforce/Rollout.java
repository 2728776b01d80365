package org.epnas.policy.reinforce;

import java.util.List;
import org.epnas.policy.network.Decision;

/**
 * T transformations in a row that led to one trial.
 *
 * @param decisions in the order they were applied
 * @param advantage R - b of the trial, usually standardised
 * @param weight importance weight of the trial ({@link ImportanceWeights}), 1 where the policy
 *     alone selected it
 */
public record Rollout(List<Decision> decisions, double advantage, double weight) {
  public Rollout {
    decisions = List.copyOf(decisions);
    requireFinite("advantage", advantage);
    requireFinite("weight", weight);
  }

  private static void requireFinite(String name, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "Rollout %s (%s) must be finite. Maybe leave a failed trial out.".formatted(name, value));
    }
  }
}
