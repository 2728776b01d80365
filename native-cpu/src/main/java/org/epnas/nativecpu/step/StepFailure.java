package org.epnas.nativecpu.step;

import org.epnas.nativecpu.onednn.OneDnnException;
import org.epnas.training.backend.BackendException;

/** Says which step it was that oneDNN could not make or run. */
final class StepFailure {
  private StepFailure() {}

  static BackendException of(String step, OneDnnException cause) {
    String message = "Step (%s) failed: %s".formatted(step, cause.getMessage());
    return cause.isOutOfMemory()
        ? new BackendException.OutOfMemory(message)
        : new BackendException(message, cause);
  }
}
