package org.epnas.training.model;

import org.jspecify.annotations.Nullable;

/** Text is no architecture that this program can read. The message is one line and says why. */
public final class ArchitectureFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ArchitectureFormatException(String message) {
    super(message);
  }

  public ArchitectureFormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
