package org.epnas.policy.epnas;

/** How the candidates of an episode are ranked. */
public enum RankingMode {
  /** By the predictor's upper confidence bound. */
  PREDICTOR,
  /** Shuffled: everything else stays the same. The ablation that shows what the predictor buys. */
  RANDOM
}
