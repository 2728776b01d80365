package org.epnas.tabular;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/** A table that cannot be used; the message names the file and, where there is one, the place. */
public final class InvalidTableException extends IllegalArgumentException {
  InvalidTableException(Path file, String problem) {
    super("Table (%s): %s".formatted(file, problem));
  }

  InvalidTableException(Path file, String problem, Throwable cause) {
    super("Table (%s): %s".formatted(file, problem), cause);
  }

  /** Java's own message of a file that may not be read is the file's name. */
  static InvalidTableException unreadable(Path file, IOException problem) {
    String reason =
        problem instanceof AccessDeniedException ? "access is denied" : problem.getMessage();
    return new InvalidTableException(
        file, "cannot be read: %s. Maybe check the path.".formatted(reason), problem);
  }
}
