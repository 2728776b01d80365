package org.epnas.policy.enas;

import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.reinforce.ReinforceConfig;
import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Settings of ENAS. None of them was tuned.
 *
 * @param slices children that train the shared weights between two updates of the controller, at
 *     least 1
 * @param epochShare share of an epoch that each of them trains, in (0, 1]
 * @param samples children that are evaluated for one update of the controller, at least 1
 * @param imageShare share of the validation images for that, in (0, 1]
 * @param sharingShare first share of the budget, in (0, 1), in which shared weights and controller
 *     learn in turns; what lies between it and the final phase goes to deriving architectures
 * @param candidates children that are evaluated on all validation images to derive some, at least 1
 * @param derived how many of them are trained on their own, at least 1
 * @param transformations from the initial network to a child, at least 1; means nothing in a
 *     generative space
 * @param averageDecay of the exponential moving average of the rewards, per update, in [0, 1)
 * @param policy size of the controller
 * @param reinforce its learning
 * @param schedule of which ENAS uses the final phase
 */
public record EnasConfig(
    int slices,
    double epochShare,
    int samples,
    double imageShare,
    double sharingShare,
    int candidates,
    int derived,
    int transformations,
    double averageDecay,
    PolicyConfig policy,
    ReinforceConfig reinforce,
    ScheduleConfig schedule) {
  /**
   * An epoch of shared training, in eighths, to each update of the controller. The steps of the
   * controller are larger than the paper's, because there are tens of them and not thousands.
   */
  public static final EnasConfig DEFAULT =
      new EnasConfig(
          8,
          0.125,
          8,
          0.25,
          0.6,
          10,
          3,
          6,
          0.8,
          PolicyConfig.DEFAULT,
          new ReinforceConfig(5e-3, 1e-3, 1),
          ScheduleConfig.DEFAULT);

  public EnasConfig {
    require(slices >= 1, "slices", slices, "at least 1", 8);
    require(inUnit(epochShare), "epoch share", epochShare, "in (0, 1]", 0.125);
    require(samples >= 1, "samples", samples, "at least 1", 8);
    require(inUnit(imageShare), "image share", imageShare, "in (0, 1]", 0.25);
    require(sharingShare > 0 && sharingShare < 1, "sharing share", sharingShare, "in (0, 1)", 0.6);
    require(candidates >= 1, "candidates", candidates, "at least 1", 10);
    require(derived >= 1, "derived", derived, "at least 1", 3);
    require(transformations >= 1, "transformations", transformations, "at least 1", 6);
    require(averageDecay >= 0 && averageDecay < 1, "average decay", averageDecay, "in [0, 1)", 0.8);
  }

  private static boolean inUnit(double share) {
    return share > 0 && share <= 1;
  }

  private static void require(
      boolean holds, String name, Number value, String rule, Number wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "ENAS %s (%s) must be %s. Maybe use %s.".formatted(name, value, rule, wayOut));
    }
  }
}
