package org.epnas.training.backend;

/** An executable was used after it had been closed. */
public final class ClosedExecutableException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /**
   * @param device its id
   */
  public ClosedExecutableException(String device) {
    super("Executable of device (%s) is closed. Compile the program again.".formatted(device));
  }
}
