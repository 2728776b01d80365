package org.epnas.app.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * What to do where the name of a file cannot be spelled: Java takes names in the encoding of the
 * locale in which it was started, and that may be ASCII.
 */
final class LocaleAdvice {
  private LocaleAdvice() {}

  /** For picocli, which would drop the cause. An empty path would be the working folder. */
  static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException(
          "it is empty. Maybe a variable of the shell is not set, or the flag can be left out.");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(of(e).orElse(String.valueOf(e.getMessage())));
    }
  }

  /** Empty for any other problem. */
  static Optional<String> of(@Nullable Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidPathException name && name.getReason().contains("unmappable")) {
        return Optional.of(
            "Path (%s) cannot be spelled in the encoding of this locale (%s). Maybe set LC_ALL to a locale in UTF-8, for example LC_ALL=C.UTF-8; 'locale -a' lists those that are installed."
                .formatted(name.getInput(), System.getProperty("sun.jnu.encoding")));
      }
    }
    return Optional.empty();
  }
}
