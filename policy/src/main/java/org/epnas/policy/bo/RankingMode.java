package org.epnas.policy.bo;

/** How candidates are ranked. */
public enum RankingMode {
  /** By their expected improvement, as a predictor of the accuracy has it. */
  PREDICTOR,
  /**
   * By lot, from the best networks as observed, without climbing; the predictor predicts, but
   * nobody listens. The ablation that shows what the predictor buys.
   */
  RANDOM
}
