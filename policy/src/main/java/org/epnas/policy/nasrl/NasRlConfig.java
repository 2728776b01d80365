package org.epnas.policy.nasrl;

import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.reinforce.ReinforceConfig;
import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Settings of NAS-RL.
 *
 * @param batch m, children per update of the controller, at least 1
 * @param transformations from the initial network to a child, at least 1; means nothing in a
 *     generative space
 * @param attempts times that the controller is asked for children before random ones take their
 *     place, at least 1
 * @param averageDecay of the moving averages of the rewards, per update, in [0, 1)
 * @param policy size of the controller
 * @param reinforce its learning
 * @param schedule of which NAS-RL uses the largest trial and the final phase
 */
public record NasRlConfig(
    int batch,
    int transformations,
    int attempts,
    double averageDecay,
    PolicyConfig policy,
    ReinforceConfig reinforce,
    ScheduleConfig schedule) {
  /**
   * Small batches and large steps, because a search has few trials; a large entropy bonus, because
   * with such steps the controller would otherwise come to make one child only.
   */
  public static final NasRlConfig DEFAULT =
      new NasRlConfig(
          4,
          6,
          20,
          0.8,
          PolicyConfig.DEFAULT,
          new ReinforceConfig(2e-2, 0.2, 1),
          ScheduleConfig.DEFAULT);

  public NasRlConfig {
    require(batch >= 1, "batch", batch, "at least 1", 4);
    require(transformations >= 1, "transformations", transformations, "at least 1", 6);
    require(attempts >= 1, "attempts", attempts, "at least 1", 20);
    require(averageDecay >= 0 && averageDecay < 1, "average decay", averageDecay, "in [0, 1)", 0.8);
  }

  private static void require(
      boolean holds, String name, Number value, String rule, Number wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "NAS-RL %s (%s) must be %s. Maybe use %s.".formatted(name, value, rule, wayOut));
    }
  }
}
