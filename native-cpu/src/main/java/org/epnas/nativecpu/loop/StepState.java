package org.epnas.nativecpu.loop;

import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.StepOptions;
import org.jspecify.annotations.Nullable;

/** What the step that is running was given, and what it has found. One per executable. */
public final class StepState {
  private static final StepOptions EVALUATION = new StepOptions(0, 0, 0, 0);

  private @Nullable Batch batch;
  private StepOptions options = EVALUATION;
  private long step;
  private boolean diverged;
  private double loss;
  private int correct;

  public void beginTraining(Batch nextBatch, StepOptions nextOptions, long nextStep) {
    batch = nextBatch;
    options = nextOptions;
    step = nextStep;
    diverged = false;
  }

  public void beginEvaluation(Batch nextBatch) {
    batch = nextBatch;
    options = EVALUATION;
    diverged = false;
  }

  Batch batch() {
    if (batch == null) {
      throw new IllegalStateException("No step has begun");
    }
    return batch;
  }

  public StepOptions options() {
    return options;
  }

  /** Number of the training step, keys dropout. */
  long step() {
    return step;
  }

  /**
   * Says that a NaN or an infinity was seen. oneDNN's ReLU turns NaN into 0, so the loss alone
   * would not show it.
   */
  public void diverge() {
    diverged = true;
  }

  void result(double batchLoss, int batchCorrect) {
    loss = diverged ? Double.NaN : batchLoss;
    correct = batchCorrect;
  }

  /** Mean loss of the batch, in nats; NaN where something on the way was not finite. */
  public double loss() {
    return loss;
  }

  /** Images of the batch that were classified correctly. */
  public int correct() {
    return correct;
  }
}
