package org.epnas.searchspaces.penalty;

import java.util.List;
import org.epnas.kernel.constraint.ConstraintPenalty;

/**
 * R = max(0, P - w * sum_j s_j * e_j), where P is the accuracy, e_j the relative excess over limit
 * j and s_j its penalty weight: the weighting method of multi-objective optimisation (Zadeh 1963)
 * applied to violations. Never below 0, which a failed trial gets, so that one extreme excess does
 * not drown the other rewards of an episode.
 *
 * @param weight w above 0: what one unit of violation takes from the reward
 */
record WeightedSumPenalty(double weight) implements ConstraintPenalty {
  static final double DEFAULT_WEIGHT = 0.1;

  WeightedSumPenalty {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new IllegalArgumentException(
          "Weight (%s) of the weighted-sum penalty must be a finite number above 0. Maybe use %s."
              .formatted(weight, DEFAULT_WEIGHT));
    }
  }

  @Override
  public String description() {
    return "accuracy minus %s for every unit of relative excess, never below 0".formatted(weight);
  }

  @Override
  public double reward(double accuracy, List<WeightedUsage> uses) {
    double violation =
        uses.stream().mapToDouble(use -> use.penaltyWeight() * use.usage().excess()).sum();
    return Math.max(0, accuracy - weight * violation);
  }
}
