package org.epnas.kernel.constraint;

/** A penalty gave no reward. The message is one line that names its class and the reason. */
public final class PenaltyException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PenaltyException(String message) {
    super(message);
  }

  PenaltyException(String message, Throwable cause) {
    super(message, cause);
  }
}
