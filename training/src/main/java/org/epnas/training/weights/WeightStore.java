package org.epnas.training.weights;

import java.util.Map;
import java.util.Optional;

/** Keeps the weights of finished trials, so that later candidates can inherit them. Thread-safe. */
public interface WeightStore {
  void put(int trial, Weights weights);

  /**
   * The same with what makes the weights a model.
   *
   * @param metadata texts by key; a store that writes files keeps them there, another may drop them
   */
  default void put(int trial, Weights weights, Map<String, String> metadata) {
    put(trial, weights);
  }

  /** Empty where the trial left no weights or they were dropped since. */
  Optional<Weights> get(int trial);
}
