package org.epnas.training.weights;

import java.util.Optional;

/** Keeps the weights of finished trials, so that later candidates can inherit them. Thread-safe. */
public interface WeightStore {
  void put(int trial, Weights weights);

  /** Empty where the trial left no weights or they were dropped since. */
  Optional<Weights> get(int trial);
}
