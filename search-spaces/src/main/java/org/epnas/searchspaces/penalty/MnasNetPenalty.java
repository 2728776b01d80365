package org.epnas.searchspaces.penalty;

import java.util.List;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.PenaltyWeightSchedule;
import org.epnas.kernel.constraint.Usage;

/**
 * R = P * prod_j r_j^w, where P is the accuracy and r_j = u_j / c_j the use relative to an upper
 * limit, c_j / u_j for a lower one: the soft form of MnasNet (Tan et al. 2019, eq. 2 and 3, alpha =
 * beta = w = -0.07, which trades a doubling of the use for 5 % accuracy). Unlike the other forms it
 * also rewards what is left unused.
 *
 * <p>Penalty weights are this engine's addition: while a limit is violated, its exponent is w * s_j
 * / 10, which is the paper's as long as the penalty weight is the initial one.
 *
 * @param exponent w below 0
 */
record MnasNetPenalty(double exponent) implements ConstraintPenalty {
  static final double DEFAULT_EXPONENT = -0.07;

  /** Ratios outside of 1/1000 to 1000 count as these, so that a use of 0 has a finite reward. */
  private static final double LARGEST_RATIO = 1e3;

  MnasNetPenalty {
    if (!(exponent < 0) || Double.isInfinite(exponent)) {
      throw new IllegalArgumentException(
          "Exponent (%s) of the mnasnet penalty must be a finite number below 0. Maybe use %s."
              .formatted(exponent, DEFAULT_EXPONENT));
    }
  }

  @Override
  public String description() {
    return "accuracy times (use / limit)^%s (Tan et al. 2019): also rewards what is left unused"
        .formatted(exponent);
  }

  @Override
  public double reward(double accuracy, List<WeightedUsage> uses) {
    double reward = accuracy;
    for (WeightedUsage use : uses) {
      reward *= Math.pow(ratio(use.usage()), exponent(use));
    }
    return reward;
  }

  private static double ratio(Usage usage) {
    Constraint constraint = usage.constraint();
    double ratio =
        switch (constraint.direction()) {
          case AT_MOST -> usage.used() / constraint.limit();
          case AT_LEAST -> constraint.limit() / usage.used();
        };
    return Math.clamp(ratio, 1 / LARGEST_RATIO, LARGEST_RATIO);
  }

  private double exponent(WeightedUsage use) {
    return use.usage().satisfied()
        ? exponent
        : exponent * use.penaltyWeight() / PenaltyWeightSchedule.DEFAULT.initial();
  }
}
