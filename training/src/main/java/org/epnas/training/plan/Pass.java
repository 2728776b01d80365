package org.epnas.training.plan;

/** In which pass through a network a step runs. */
public enum Pass {
  TRAINING,
  EVALUATION,
  BOTH;

  /** Whether the step is part of a training step. */
  public boolean training() {
    return this != EVALUATION;
  }

  /** Whether the step is part of an evaluation. */
  public boolean evaluation() {
    return this != TRAINING;
  }
}
