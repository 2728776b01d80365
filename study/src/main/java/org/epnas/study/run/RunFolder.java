package org.epnas.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.Json;

/**
 * The folder of one search:
 *
 * <pre>
 * run.json                 configuration, versions, device, seed
 * trials.jsonl             every trial as it finished, with its metrics or failure reason and its architecture
 * best.json                the best feasible architecture
 * best.safetensors         its weights
 * summary.json             the figures of the run
 * weights/                 weights of the trials that later candidates may inherit
 * </pre>
 *
 * @param path the folder itself
 */
public record RunFolder(Path path) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  /** Makes a new folder, or takes an empty one. */
  public static RunFolder create(Path path) {
    try {
      Files.createDirectories(path);
      try (Stream<Path> files = Files.list(path)) {
        if (files.findAny().isPresent()) {
          throw new ConfigurationException(
              "Run folder (%s) is not empty. Maybe give another --run, or remove it."
                  .formatted(path));
        }
      }
      return new RunFolder(path);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Run folder (%s) cannot be made: %s. Maybe give another --run."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** Opens the folder of an earlier run. */
  public static RunFolder open(Path path) {
    RunFolder folder = new RunFolder(path);
    if (!Files.isRegularFile(folder.record())) {
      throw new ConfigurationException(
          "Folder (%s) holds no run: (run.json) is missing. Maybe give the folder after --run of a search."
              .formatted(path));
    }
    return folder;
  }

  /**
   * A folder under {@code runs} that does not exist yet, named after the moment and {@code what}.
   */
  public static Path named(String what) {
    return Path.of("runs", LocalDateTime.now(ZoneId.systemDefault()).format(STAMP) + "-" + what);
  }

  public Path record() {
    return path.resolve("run.json");
  }

  public Path trials() {
    return path.resolve("trials.jsonl");
  }

  public Path bestArchitecture() {
    return path.resolve("best.json");
  }

  public Path bestWeights() {
    return path.resolve("best.safetensors");
  }

  public Path summary() {
    return path.resolve("summary.json");
  }

  public Path weights() {
    return path.resolve("weights");
  }

  /** Replaces a file as a whole, so that an interrupt never leaves half of one. */
  public static void writeJson(Path file, Object value) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(part, Json.PRETTY.writeValueAsString(value) + System.lineSeparator());
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
