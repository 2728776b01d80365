package org.epnas.nativecpu.onednn;

import org.epnas.training.backend.BackendException;

/** A call of oneDNN failed. Whoever knows the op and its shapes adds them. */
public final class OneDnnException extends BackendException {
  private static final long serialVersionUID = 1;

  private final Status status;

  OneDnnException(String call, Status status) {
    super("oneDNN %s returned %s".formatted(call, status.text()));
    this.status = status;
  }

  /** oneDNN has no implementation of an operation for any layout. */
  public static OneDnnException unimplemented(String call) {
    return new OneDnnException(call, Status.UNIMPLEMENTED);
  }

  public boolean isOutOfMemory() {
    return status == Status.OUT_OF_MEMORY;
  }
}
