package org.epnas.nativecpu.kernel;

import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;

/** What the step that is running was given, and what it has found. One per executable. */
public final class StepState {
  private static final StepOptions EVALUATION = new StepOptions(0, 0, 0, 0);

  private Batch batch = new Batch(new float[0], new int[0], 0);
  private StepOptions options = EVALUATION;
  private long step;
  private double loss;
  private int correct;

  public void beginTraining(Batch nextBatch, StepOptions nextOptions, long nextStep) {
    batch = nextBatch;
    options = nextOptions;
    step = nextStep;
  }

  public void beginEvaluation(Batch nextBatch) {
    batch = nextBatch;
    options = EVALUATION;
  }

  Batch batch() {
    return batch;
  }

  StepOptions options() {
    return options;
  }

  /** Number of the training step, keys dropout. */
  long step() {
    return step;
  }

  void result(double batchLoss, int batchCorrect) {
    loss = batchLoss;
    correct = batchCorrect;
  }

  /** Mean loss of the batch, in nats. */
  public double loss() {
    return loss;
  }

  /** Images of the batch that were classified correctly. */
  public int correct() {
    return correct;
  }
}
