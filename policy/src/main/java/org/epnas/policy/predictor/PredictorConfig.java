package org.epnas.policy.predictor;

import org.epnas.policy.network.PolicyConfig;

/**
 * Kind, size and training of a reward predictor.
 *
 * @param kind which model predicts; the sizes and rates below are the ensemble's
 * @param members networks of the ensemble, at least 2: their spread is the uncertainty
 * @param encoder size of each one's token encoder
 * @param steps optimiser steps per fit and member, at least 1
 * @param batchSize observations per step, at least 1
 * @param learningRate of Adam, above 0
 * @param weightDecay of all parameters per step, times the learning rate, at least 0; large,
 *     because there are few observations
 * @param firstFit observations before it predicts anything, at least 2
 */
public record PredictorConfig(
    Kind kind,
    int members,
    PolicyConfig encoder,
    int steps,
    int batchSize,
    double learningRate,
    double weightDecay,
    int firstFit) {
  /** Models that predict rewards. */
  public enum Kind {
    /** A Gaussian process on the graphs of the networks: exact and quick with few observations. */
    GRAPH,
    /** An ensemble of small recurrent networks on the tokens. */
    ENSEMBLE
  }

  public static final PredictorConfig DEFAULT =
      new PredictorConfig(Kind.GRAPH, 5, new PolicyConfig(16, 16), 30, 32, 5e-3, 3, 5);

  public PredictorConfig {
    require(members >= 2, "members", members, "at least 2", 5);
    require(steps >= 1, "steps", steps, "at least 1", 30);
    require(batchSize >= 1, "batch size", batchSize, "at least 1", 32);
    require(learningRate > 0, "learning rate", learningRate, "above 0", 5e-3);
    require(weightDecay >= 0, "weight decay", weightDecay, "at least 0", 3);
    require(firstFit >= 2, "first fit", firstFit, "at least 2", 5);
  }

  private static void require(
      boolean holds, String name, Number value, String rule, Number wayOut) {
    if (!holds) {
      throw new IllegalArgumentException(
          "Predictor %s (%s) must be %s. Maybe use %s.".formatted(name, value, rule, wayOut));
    }
  }

  public PredictorConfig withKind(Kind newKind) {
    return new PredictorConfig(
        newKind, members, encoder, steps, batchSize, learningRate, weightDecay, firstFit);
  }
}
