package org.epnas.training.conformance;

import org.jspecify.annotations.Nullable;

/** Ends a check whose promise is broken. */
final class CheckFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Mismatch mismatch;

  CheckFailedException(Mismatch mismatch, @Nullable Throwable cause) {
    super(mismatch.toString(), cause);
    this.mismatch = mismatch;
  }

  Mismatch mismatch() {
    return mismatch;
  }
}
