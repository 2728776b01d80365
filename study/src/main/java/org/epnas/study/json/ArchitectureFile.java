package org.epnas.study.json;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.InvalidArchitectureException;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.TextEncodingException;
import org.epnas.study.config.ConfigurationException;
import org.epnas.training.model.ArchitectureFormatException;
import org.epnas.training.model.ArchitectureJson;

/** Architectures as JSON files of a run folder. */
public final class ArchitectureFile {
  private ArchitectureFile() {}

  public static void write(Path file, Architecture architecture) throws IOException {
    ArchitectureJson.write(file, architecture);
  }

  /**
   * @throws ConfigurationException if the file is missing, malformed, or describes an invalid
   *     architecture
   */
  public static Architecture read(Path file) {
    try {
      return ArchitectureJson.read(file);
    } catch (InvalidArchitectureException e) {
      throw new ConfigurationException(
          "Architecture file (%s): %s".formatted(file, e.getMessage()), e);
    } catch (ArchitectureFormatException e) {
      throw new ConfigurationException(
          "Architecture file (%s): %s Maybe compare it with best.json of a run folder."
              .formatted(file, e.getMessage()),
          e);
    } catch (TextEncodingException e) {
      throw new ConfigurationException(
          "Architecture file (%s): %s.".formatted(file, e.getMessage()), e);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          "Architecture file (%s) does not exist. Maybe check the path.".formatted(file), e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Architecture file (%s) cannot be read: %s. Maybe check the path."
              .formatted(file, IoReason.of(e, file)),
          e);
    }
  }
}
