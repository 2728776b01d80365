package org.epnas.kernel.search;

import java.util.function.Predicate;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Limits;
import org.epnas.kernel.constraint.PenaltyException;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Trial;

/**
 * What every strategy is given for one search.
 *
 * @param space where it searches
 * @param seed the run's seed: the same seed and the same trials told give the same proposals
 * @param epochs training epochs of a short trial, at least 1
 * @param trainable whether an architecture is within every hard limit; others are refused before
 *     training, so a strategy does not propose them
 * @param fidelities which numbers of epochs may be proposed
 * @param limits the same limits and the soft ones, for strategies that want to know more than a
 *     verdict
 * @param inherits whether a proposal's parent gives it its weights; where not, only a longer
 *     training of a network goes on from its own
 * @param objectives what the search is after: the accuracy, or several. A strategy that does not
 *     look at them searches for accuracy alone
 */
public record StrategyContext(
    SearchSpace space,
    long seed,
    int epochs,
    Predicate<Architecture> trainable,
    Fidelities fidelities,
    Limits limits,
    boolean inherits,
    Objectives objectives) {
  public StrategyContext {
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "Epochs (%s) of a short trial must be at least 1. Maybe use 1.".formatted(epochs));
    }
  }

  /**
   * The context of one search: what its rewarder refuses, its strategy does not propose.
   *
   * @param rewarder the very one that the search gets
   */
  public static StrategyContext of(
      SearchSpace space, long seed, int epochs, Rewarder rewarder, Fidelities fidelities) {
    return new StrategyContext(
        space,
        seed,
        epochs,
        architecture -> rewarder.permits(architecture, Cost.of(architecture)),
        fidelities,
        rewarder,
        fidelities.any(),
        Objectives.ACCURACY);
  }

  /**
   * The same search with or without inheritance of weights; there is none where fidelities are
   * fixed.
   */
  public StrategyContext withInheritance(boolean newInherits) {
    return new StrategyContext(
        space,
        seed,
        epochs,
        trainable,
        fidelities,
        limits,
        newInherits && fidelities.any(),
        objectives);
  }

  /** The same search after other objectives. */
  public StrategyContext withObjectives(Objectives newObjectives) {
    return new StrategyContext(
        space, seed, epochs, trainable, fidelities, limits, inherits, newObjectives);
  }

  /**
   * This context, for a strategy that can only search for accuracy.
   *
   * @param strategy its name
   * @throws IllegalArgumentException if there are several objectives
   */
  public StrategyContext forAccuracyAlone(String strategy) {
    if (objectives.several()) {
      throw new IllegalArgumentException(
          "Strategy (%s) searches for accuracy alone and cannot have the objectives %s. Maybe use nsga2, bo, epnas or evolution."
              .formatted(strategy, objectives.names()));
    }
    return this;
  }

  /** The same where trials may have any length. */
  public static StrategyContext of(SearchSpace space, long seed, int epochs, Rewarder rewarder) {
    return of(space, seed, epochs, rewarder, Fidelities.ANY);
  }

  /**
   * What a trial would be rewarded with today: severities may have grown since it was told, and a
   * comparison of rewards of different days would favour the early ones.
   */
  public double presentReward(Trial trial) {
    return trial
        .completed()
        .map(completed -> presentReward(completed.accuracy(), trial))
        .orElse(trial.reward());
  }

  private double presentReward(double accuracy, Trial trial) {
    try {
      return limits.reward(accuracy, trial.uses());
    } catch (PenaltyException e) {
      return trial.reward();
    }
  }

  /** The accuracy alone. */
  public StrategyContext(
      SearchSpace space,
      long seed,
      int epochs,
      Predicate<Architecture> trainable,
      Fidelities fidelities,
      Limits limits,
      boolean inherits) {
    this(space, seed, epochs, trainable, fidelities, limits, inherits, Objectives.ACCURACY);
  }

  /** No soft limits. */
  public StrategyContext(
      SearchSpace space,
      long seed,
      int epochs,
      Predicate<Architecture> trainable,
      Fidelities fidelities) {
    this(space, seed, epochs, trainable, fidelities, Limits.of(trainable), fidelities.any());
  }

  /** Trials may have any length, and there are no soft limits. */
  public StrategyContext(
      SearchSpace space, long seed, int epochs, Predicate<Architecture> trainable) {
    this(space, seed, epochs, trainable, Fidelities.ANY);
  }
}
