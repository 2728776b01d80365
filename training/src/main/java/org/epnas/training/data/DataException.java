package org.epnas.training.data;

import org.jspecify.annotations.Nullable;

/**
 * Data cannot be used. The message is one line that names the file, the value, the rule and a way
 * out.
 */
public final class DataException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public DataException(String message) {
    super(message);
  }

  public DataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
