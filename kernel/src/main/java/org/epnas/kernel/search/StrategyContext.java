package org.epnas.kernel.search;

import java.util.function.Predicate;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.cost.Cost;

/**
 * What every strategy is given for one search.
 *
 * @param space where it searches
 * @param seed the run's seed: the same seed and the same trials told give the same proposals
 * @param epochs training epochs of a short trial, at least 1
 * @param trainable whether an architecture is within every hard limit; others are refused before
 *     training, so a strategy does not propose them
 * @param fidelities which numbers of epochs may be proposed
 */
public record StrategyContext(
    SearchSpace space,
    long seed,
    int epochs,
    Predicate<Architecture> trainable,
    Fidelities fidelities) {
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
  public static StrategyContext of(SearchSpace space, long seed, int epochs, Rewarder rewarder) {
    return new StrategyContext(
        space, seed, epochs, architecture -> rewarder.permits(architecture, Cost.of(architecture)));
  }

  /** Trials may have any length. */
  public StrategyContext(
      SearchSpace space, long seed, int epochs, Predicate<Architecture> trainable) {
    this(space, seed, epochs, trainable, Fidelities.ANY);
  }
}
