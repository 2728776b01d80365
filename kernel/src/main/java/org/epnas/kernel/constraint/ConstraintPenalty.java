package org.epnas.kernel.constraint;

import java.util.List;

/** Plug-in point: turns accuracy and resource use into a reward. */
public interface ConstraintPenalty {
  /**
   * @param accuracy validation accuracy in [0, 1]
   * @param uses one per constraint
   * @return the reward; equal to the accuracy where every constraint is satisfied (MnasNet's form
   *     excepted, which also rewards unused resources), lower where one is violated
   */
  double reward(double accuracy, List<WeightedUsage> uses);

  /** One line for people who choose a penalty; empty unless the penalty says more. */
  default String description() {
    return "";
  }

  /**
   * @param penaltyWeight how strongly an excess counts, at least 1; grows while a policy keeps
   *     violating
   */
  record WeightedUsage(Usage usage, double penaltyWeight) {}
}
