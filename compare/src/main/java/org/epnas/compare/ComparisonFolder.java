package org.epnas.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.Json;
import org.epnas.study.run.RunFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

/**
 * The folder of one comparison. What finished in it is never run again.
 *
 * <pre>
 * compare.json        what decides a search's result; written with the first finished search
 * searches.jsonl      one line per finished search
 * searches/           run folders of trained searches, STRATEGY-SEED
 * summary.json, summary.csv, searches.csv, accuracy-time.png, accuracy-time.svg
 * </pre>
 *
 * Seeds and strategies may be added later; any other difference is refused, since the figures would
 * not be comparable.
 */
public final class ComparisonFolder {
  private final Path path;
  private final SequencedMap<String, String> settings;
  private final List<SearchOutcome> outcomes;

  private ComparisonFolder(
      Path path, SequencedMap<String, String> settings, List<SearchOutcome> outcomes) {
    this.path = path;
    this.settings = settings;
    this.outcomes = new ArrayList<>(outcomes);
  }

  /**
   * Makes a new folder, or opens one to go on in it.
   *
   * @param settings of the experiment
   * @throws ConfigurationException if it holds something else, or a comparison with other settings
   */
  public static ComparisonFolder open(Path path, SequencedMap<String, String> settings) {
    try {
      Files.createDirectories(path);
      Path record = path.resolve("compare.json");
      if (!Files.exists(record)) {
        requireUnused(path);
        return new ComparisonFolder(path, settings, List.of());
      }
      requireSame(path, settings, settings(record));
      return new ComparisonFolder(path, settings, outcomes(path.resolve("searches.jsonl")));
    } catch (IOException | JacksonException e) {
      throw new ConfigurationException(
          "Folder (%s) cannot be used for a comparison: %s. Maybe give another --out."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /** A comparison that was cut off before its first search finished leaves {@code searches/}. */
  private static void requireUnused(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      files
          .filter(file -> !file.getFileName().toString().equals("searches"))
          .findAny()
          .ifPresent(file -> {
            throw new ConfigurationException(
                "Folder (%s) holds (%s) but no comparison (compare.json). Maybe give another --out, new or empty."
                    .formatted(path, file.getFileName()));
          });
    }
  }

  private static SequencedMap<String, String> settings(Path record) throws IOException {
    return Json.PRETTY.readValue(
        Files.readString(record), new TypeReference<LinkedHashMap<String, String>>() {});
  }

  private static void requireSame(
      Path path, SequencedMap<String, String> now, SequencedMap<String, String> before) {
    SequencedMap<String, String> all = new LinkedHashMap<>(before);
    all.putAll(now);
    List<String> differences =
        all.keySet().stream()
            .filter(name -> !text(now, name).equals(text(before, name)))
            .map(
                name -> "%s is (%s), was (%s)".formatted(name, text(now, name), text(before, name)))
            .toList();
    if (!differences.isEmpty()) {
      throw new ConfigurationException(
          "Folder (%s) holds a comparison with other settings: %s. Maybe give another --out, or the earlier flags."
              .formatted(path, String.join("; ", differences)));
    }
  }

  private static String text(SequencedMap<String, String> settings, String name) {
    return settings.getOrDefault(name, "not given");
  }

  /** A last line that a kill cut short is left out: its search runs again. */
  private static List<SearchOutcome> outcomes(Path file) throws IOException {
    List<SearchOutcome> outcomes = new ArrayList<>();
    List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
    for (int i = 0; i < lines.size(); i++) {
      try {
        outcomes.add(Json.LINE.readValue(lines.get(i), SearchOutcome.class));
      } catch (JacksonException e) {
        if (i < lines.size() - 1) {
          throw new IOException(
              "line (%s) of (%s) is malformed: %s".formatted(i + 1, file, e.getOriginalMessage()),
              e);
        }
        Files.writeString(
            file, String.join("", lines.subList(0, i).stream().map(l -> l + "\n").toList()));
      }
    }
    return outcomes;
  }

  public Path path() {
    return path;
  }

  /** The finished searches, in the order they were added. */
  public synchronized List<SearchOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** Adds a finished search; it is on disk when this returns. */
  synchronized void append(SearchOutcome outcome) {
    try {
      if (outcomes.isEmpty()) {
        RunFolder.writeJson(path.resolve("compare.json"), settings);
      }
      Files.writeString(
          path.resolve("searches.jsonl"),
          Json.LINE.writeValueAsString(outcome) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Comparison (%s) cannot be written: %s".formatted(path, e.getMessage()), e);
    }
    outcomes.add(outcome);
  }
}
