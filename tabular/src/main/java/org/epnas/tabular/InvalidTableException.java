package org.epnas.tabular;

import java.io.IOException;
import java.nio.file.Path;
import org.epnas.kernel.text.IoReason;

/** A table that cannot be used; the message names the file and, where there is one, the place. */
public final class InvalidTableException extends IllegalArgumentException {
  InvalidTableException(Path file, String problem) {
    super("Table (%s): %s".formatted(file, problem));
  }

  InvalidTableException(Path file, String problem, Throwable cause) {
    super("Table (%s): %s".formatted(file, problem), cause);
  }

  static InvalidTableException unreadable(Path file, IOException problem) {
    return new InvalidTableException(
        file,
        "cannot be read: %s. Maybe check the path and its permissions."
            .formatted(IoReason.of(problem, file)),
        problem);
  }
}
