package org.epnas.policy.bo;

import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Settings of a search that a model of the accuracy leads.
 *
 * @param ranking of the candidates
 * @param beginning where the first trials come from
 * @param exploration how candidates are found
 * @param predictor of the accuracies
 * @param schedule who is trained longer, and when
 */
public record BayesianConfig(
    RankingMode ranking,
    Beginning beginning,
    ExplorationConfig exploration,
    PredictorConfig predictor,
    ScheduleConfig schedule) {
  /** Where the first trials come from. */
  public enum Beginning {
    /** The space's initial network and short walks from it. */
    INITIAL,
    /** Random networks, as in random search. */
    RANDOM
  }

  public static final BayesianConfig DEFAULT =
      new BayesianConfig(
          RankingMode.PREDICTOR,
          Beginning.RANDOM,
          ExplorationConfig.DEFAULT,
          PredictorConfig.DEFAULT,
          ScheduleConfig.DEFAULT);
}
