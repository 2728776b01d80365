package org.epnas.training.model;

import org.jspecify.annotations.Nullable;

/** A file is no model that can be used. The message is one line that says why and what to do. */
public final class ModelFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public ModelFileException(String message) {
    super(message);
  }

  public ModelFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
