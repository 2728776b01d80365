package org.epnas.policy.epnas;

import org.epnas.policy.bo.BayesianConfig;
import org.epnas.policy.bo.BayesianConfig.Beginning;
import org.epnas.policy.bo.ExplorationConfig;
import org.epnas.policy.bo.RankingMode;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.reinforce.ReinforceConfig;
import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Everything that can be set about the EPNAS strategy.
 *
 * @param proposals who makes the candidates
 * @param ranking of the candidates
 * @param exploration how the networks to be trained are found
 * @param credit how the policy learns from what was trained
 * @param policy size of the policy network
 * @param reinforce its learning; few updates fit into a search, so they are larger than REINFORCE's
 *     own default
 * @param predictor of the accuracies
 * @param schedule who is trained longer, and when
 */
public record EpnasConfig(
    ProposalMode proposals,
    RankingMode ranking,
    ExplorationConfig exploration,
    CreditConfig credit,
    PolicyConfig policy,
    ReinforceConfig reinforce,
    PredictorConfig predictor,
    ScheduleConfig schedule) {
  public static final EpnasConfig DEFAULT =
      new EpnasConfig(
          ProposalMode.POLICY,
          RankingMode.PREDICTOR,
          ExplorationConfig.DEFAULT,
          CreditConfig.DEFAULT,
          PolicyConfig.DEFAULT,
          new ReinforceConfig(5e-3, 1e-2, 1),
          PredictorConfig.DEFAULT,
          ScheduleConfig.DEFAULT);

  /** All but the policy. */
  BayesianConfig bayesian() {
    return new BayesianConfig(ranking, Beginning.INITIAL, exploration, predictor, schedule);
  }

  public EpnasConfig withProposals(ProposalMode newProposals) {
    return new EpnasConfig(
        newProposals, ranking, exploration, credit, policy, reinforce, predictor, schedule);
  }

  public EpnasConfig withRanking(RankingMode newRanking) {
    return new EpnasConfig(
        proposals, newRanking, exploration, credit, policy, reinforce, predictor, schedule);
  }

  public EpnasConfig withExploration(ExplorationConfig newExploration) {
    return new EpnasConfig(
        proposals, ranking, newExploration, credit, policy, reinforce, predictor, schedule);
  }

  public EpnasConfig withSchedule(ScheduleConfig newSchedule) {
    return new EpnasConfig(
        proposals, ranking, exploration, credit, policy, reinforce, predictor, newSchedule);
  }
}
