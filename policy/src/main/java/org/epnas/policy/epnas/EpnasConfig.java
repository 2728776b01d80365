package org.epnas.policy.epnas;

import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.reinforce.ReinforceConfig;
import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Everything that can be set about the EPNAS strategy.
 *
 * @param ranking of the candidates of an episode
 * @param exploration how an episode finds the networks that it trains
 * @param credit how rewards become advantages
 * @param policy size of the policy network
 * @param reinforce its learning; few updates fit into a search, so they are larger than REINFORCE's
 *     own default
 * @param predictor size and training of the reward predictor
 * @param schedule who is trained longer, and when
 */
public record EpnasConfig(
    RankingMode ranking,
    ExplorationConfig exploration,
    CreditConfig credit,
    PolicyConfig policy,
    ReinforceConfig reinforce,
    PredictorConfig predictor,
    ScheduleConfig schedule) {
  public static final EpnasConfig DEFAULT =
      new EpnasConfig(
          RankingMode.PREDICTOR,
          ExplorationConfig.DEFAULT,
          CreditConfig.DEFAULT,
          PolicyConfig.DEFAULT,
          new ReinforceConfig(5e-3, 1e-2, 1),
          PredictorConfig.DEFAULT,
          ScheduleConfig.DEFAULT);

  public EpnasConfig withRanking(RankingMode newRanking) {
    return new EpnasConfig(newRanking, exploration, credit, policy, reinforce, predictor, schedule);
  }

  public EpnasConfig withExploration(ExplorationConfig newExploration) {
    return new EpnasConfig(ranking, newExploration, credit, policy, reinforce, predictor, schedule);
  }

  public EpnasConfig withSchedule(ScheduleConfig newSchedule) {
    return new EpnasConfig(ranking, exploration, credit, policy, reinforce, predictor, newSchedule);
  }
}
