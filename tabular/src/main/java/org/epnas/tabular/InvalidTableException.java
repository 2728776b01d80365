package org.epnas.tabular;

import java.nio.file.Path;

/** A table that cannot be used; the message names the file and, where there is one, the place. */
public final class InvalidTableException extends IllegalArgumentException {
  InvalidTableException(Path file, String problem) {
    super("Table (%s): %s".formatted(file, problem));
  }

  InvalidTableException(Path file, String problem, Throwable cause) {
    super("Table (%s): %s".formatted(file, problem), cause);
  }
}
