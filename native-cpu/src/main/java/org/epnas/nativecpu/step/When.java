package org.epnas.nativecpu.step;

/** In which pass a step runs. */
public enum When {
  TRAINING,
  EVALUATION,
  ALWAYS;

  boolean training() {
    return this != EVALUATION;
  }

  boolean evaluation() {
    return this != TRAINING;
  }
}
