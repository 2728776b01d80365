package org.epnas.searchspaces.penalty;

import java.util.List;
import org.epnas.kernel.constraint.ConstraintPenalty;

/**
 * R = P * prod_j p^V_j, V_j = s_j * e_j, where P is the accuracy, e_j the relative excess over
 * limit j and s_j its penalty weight. The default of EPNAS as built here; the paper (Zhou et al.
 * 2019) treats several constraints at once but its formula is not known to us.
 *
 * @param base p in (0, 1]: by what one unit of violation multiplies the reward
 */
record ExponentialPenalty(double base) implements ConstraintPenalty {
  static final double DEFAULT_BASE = 0.9;

  ExponentialPenalty {
    if (!(base > 0 && base <= 1)) {
      throw new IllegalArgumentException(
          "Base (%s) of the exponential penalty must be above 0 and at most 1. Maybe use %s, or a hard constraint instead of 0."
              .formatted(base, DEFAULT_BASE));
    }
  }

  @Override
  public String description() {
    return "accuracy times %s for every unit of relative excess; the default".formatted(base);
  }

  @Override
  public double reward(double accuracy, List<WeightedUsage> uses) {
    double violation =
        uses.stream().mapToDouble(use -> use.penaltyWeight() * use.usage().excess()).sum();
    return accuracy * Math.pow(base, violation);
  }
}
