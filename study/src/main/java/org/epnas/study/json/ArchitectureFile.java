package org.epnas.study.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.study.config.ConfigurationException;
import tools.jackson.core.JacksonException;

/** Architectures as JSON files. */
public final class ArchitectureFile {
  private ArchitectureFile() {}

  public static void write(Path file, Architecture architecture) throws IOException {
    Files.writeString(file, Json.PRETTY.writeValueAsString(architecture) + System.lineSeparator());
  }

  /**
   * @throws ConfigurationException if the file is missing, malformed, or describes an invalid
   *     architecture
   */
  public static Architecture read(Path file) {
    try {
      return Json.PRETTY.readValue(Files.readString(file), Architecture.class);
    } catch (JacksonException e) {
      throw new ConfigurationException("Architecture file (%s): %s".formatted(file, reason(e)), e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Architecture file (%s) cannot be read: %s. Maybe check the path."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private static String reason(JacksonException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof InvalidArchitectureException invalid) {
        return Objects.requireNonNullElse(invalid.getMessage(), "breaks a rule");
      }
    }
    String message = e.getOriginalMessage().lines().findFirst().orElse("malformed JSON").strip();
    int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    return "%s (line %d). Maybe compare it with best.json of a run folder."
        .formatted(message, line);
  }
}
