package org.epnas.nativecuda.network;

/** In which passes a step runs. */
enum When {
  ALWAYS,
  TRAINING,
  EVALUATION;

  boolean inTraining() {
    return this != EVALUATION;
  }

  boolean inEvaluation() {
    return this != TRAINING;
  }
}
