package org.epnas.training.weights;

/** Weights cannot be read or do not fit. The message is one line and names file or tensor. */
public final class WeightsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public WeightsException(String message) {
    super(message);
  }

  public WeightsException(String message, Throwable cause) {
    super(message, cause);
  }
}
