package org.epnas.kernel.trial;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;

/**
 * What a strategy wants evaluated.
 *
 * @param epochs training epochs to spend on it, at least 1
 * @param parentTrialId trial whose weights it inherits, if any
 * @param kind why it was proposed
 * @param episode number of the strategy's round, from 0
 * @param predictedReward what the strategy expected before the trial was trained; only trials of
 *     kind {@link Kind#HELD_OUT} may be used to judge the predictor without bias
 * @param sharing what it does with the weights of a super-network, if there is one
 */
public record Proposal(
    Architecture architecture,
    int epochs,
    OptionalInt parentTrialId,
    Kind kind,
    int episode,
    OptionalDouble predictedReward,
    Sharing sharing) {
  /** Why an architecture was proposed. */
  public enum Kind {
    /** The space's initial network. */
    INITIAL,
    /** Chosen by the strategy's own ranking. */
    SELECTED,
    /**
     * Drawn at random among the candidates: exploration, and the unbiased hold-out of the
     * predictor.
     */
    HELD_OUT,
    /**
     * A finished trial trained further from its own weights; {@code epochs} counts the additional
     * ones.
     */
    PROMOTED
  }

  public Proposal {
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "Epochs (%s) of a proposal must be at least 1.".formatted(epochs));
    }
  }

  /** A trial with weights of its own. */
  public Proposal(
      Architecture architecture,
      int epochs,
      OptionalInt parentTrialId,
      Kind kind,
      int episode,
      OptionalDouble predictedReward) {
    this(architecture, epochs, parentTrialId, kind, episode, predictedReward, Sharing.NONE);
  }
}
