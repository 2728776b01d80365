package org.epnas.policy.predictor;

import java.util.List;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Limits;
import org.epnas.kernel.constraint.PenaltyException;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;

/**
 * What a predicted accuracy is worth. What a network uses of limited resources is known before it
 * is trained, so the penalty is applied to the prediction exactly instead of being learned.
 */
public final class RewardModel {
  private final Limits limits;

  public RewardModel(Limits limits) {
    this.limits = limits;
  }

  /** What can be told at once of a network's use; what has to be measured is left out. */
  public List<Usage> uses(Architecture architecture) {
    return limits.uses(architecture, Cost.of(architecture), false);
  }

  /** What can be told or measured of a network's use. */
  public List<Usage> measuredUses(Architecture architecture) {
    return limits.uses(architecture, Cost.of(architecture), true);
  }

  /**
   * The reward as it is predicted. Its deviations are what the penalty makes of those of the
   * accuracy.
   *
   * @param accuracy as predicted
   * @param uses of limited resources; one that is left out counts as satisfied
   */
  public Prediction reward(Prediction accuracy, List<Usage> uses) {
    if (uses.isEmpty()) {
      return accuracy;
    }
    double mean = reward(accuracy.mean(), uses);
    return new Prediction(
        mean,
        spread(accuracy, accuracy.deviation(), uses),
        spread(accuracy, accuracy.latent(), uses));
  }

  private double spread(Prediction accuracy, double deviation, List<Usage> uses) {
    double high = reward(accuracy.mean() + deviation, uses);
    return Math.max(0, (high - reward(accuracy.mean() - deviation, uses)) / 2);
  }

  /** A penalty that fails here makes a failed trial, and is reported, where it counts. */
  private double reward(double accuracy, List<Usage> uses) {
    double possible = Math.max(0, Math.min(1, accuracy));
    try {
      return limits.reward(possible, uses);
    } catch (PenaltyException e) {
      return possible;
    }
  }
}
