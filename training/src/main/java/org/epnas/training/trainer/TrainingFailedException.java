package org.epnas.training.trainer;

import org.epnas.kernel.trial.Outcome;

/** A training ended before its plan: it diverged, or was told to stop. */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Outcome.Reason reason;

  TrainingFailedException(Outcome.Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Outcome.Reason reason() {
    return reason;
  }
}
