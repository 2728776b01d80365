package org.epnas.training.trainer;

import java.util.function.Supplier;
import org.epnas.training.weights.Weights;

/** Hears of every epoch, in the training's own thread. */
@FunctionalInterface
public interface EpochListener {
  /**
   * @param weights copies the current weights, for a checkpoint; valid during the call only
   */
  void epochEnded(EpochReport report, Supplier<Weights> weights);

  /** Does nothing. */
  EpochListener NONE = (report, weights) -> {};
}
