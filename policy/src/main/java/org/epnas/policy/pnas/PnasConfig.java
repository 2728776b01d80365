package org.epnas.policy.pnas;

import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.predictor.PredictorConfig.Kind;
import org.epnas.policy.schedule.ScheduleConfig;

/**
 * Settings of PNAS.
 *
 * @param firstLevel networks of the first level that the first pass trains, at least 1; nothing
 *     ranks them yet
 * @param beam K, networks trained per later level of the first pass, at least 1; every pass has
 *     twice as many as the one before
 * @param levels of the first pass, at least 1; every pass has twice as many as the one before
 * @param expansions networks that a level ranks at most, at least 1: all one-step expansions of the
 *     beam where there are no more, else a sample
 * @param surrogate that ranks them
 * @param schedule of which PNAS uses the largest trial and the final phase
 */
public record PnasConfig(
    int firstLevel,
    int beam,
    int levels,
    int expansions,
    PredictorConfig surrogate,
    ScheduleConfig schedule) {
  /**
   * Five levels (B = 5) and an ensemble of five recurrent networks as in the paper, but K = 8
   * instead of 256: for searches of about 100 trials. The surrogate is fitted only once per level,
   * hence with more and larger steps than its own default.
   */
  public static final PnasConfig DEFAULT =
      new PnasConfig(
          16,
          8,
          5,
          256,
          new PredictorConfig(Kind.ENSEMBLE, 5, new PolicyConfig(16, 16), 50, 32, 1e-2, 1, 5),
          ScheduleConfig.DEFAULT);

  public PnasConfig {
    require("first level", firstLevel, 16);
    require("beam", beam, 8);
    require("levels", levels, 5);
    require("expansions", expansions, 256);
  }

  /** K of a pass. */
  int beam(int pass) {
    return doubled(beam, pass);
  }

  /** Levels of a pass. */
  int levels(int pass) {
    return doubled(levels, pass);
  }

  private static int doubled(int value, int times) {
    return (int) Math.min(Integer.MAX_VALUE, (double) value * (1L << Math.min(times, 31)));
  }

  private static void require(String name, int value, int wayOut) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "PNAS %s (%s) must be at least 1. Maybe use %s.".formatted(name, value, wayOut));
    }
  }
}
