package org.epnas.compare;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.Reachable;
import org.epnas.kernel.text.Utf8;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.Json;
import org.epnas.study.json.JsonFile;
import org.epnas.study.run.RunFolder;
import org.epnas.training.json.StrictJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of one comparison. What finished in it is never run again.
 *
 * <pre>
 * compare.json        what decides a search's result; written before the first search
 * searches.jsonl      one line per finished search
 * searches/           run folders of trained searches, STRATEGY-SEED
 * summary.json, summary.csv, searches.csv, accuracy-time.png, accuracy-time.svg
 * </pre>
 *
 * Seeds and strategies may be added later; any other difference is refused, since the figures would
 * not be comparable.
 */
public final class ComparisonFolder {
  /** What {@code --workers} was called in the records of earlier versions. */
  private static final String EARLIER_WORKERS = "--slots";

  /** Figures of a search that earlier versions did not have. */
  private static final List<String> LATER =
      List.of("failure", "validationRegret", "hypervolume", "area", "finalAccuracy");

  private static final String RECORD = "compare.json";
  private static final String SEARCHES = "searches.jsonl";

  private final Path path;
  private final List<SearchOutcome> outcomes;

  private ComparisonFolder(Path path, List<SearchOutcome> outcomes) {
    this.path = path;
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
      Path record = path.resolve(RECORD);
      if (!Reachable.exists(record)) {
        requireUnused(path);
        RunFolder.writeJson(record, settings);
        return new ComparisonFolder(path, List.of());
      }
      List<SearchOutcome> outcomes = outcomes(path.resolve(SEARCHES));
      if (outcomes.isEmpty()) {
        // Nothing that other settings would not be comparable with.
        RunFolder.writeJson(record, settings);
      } else {
        requireSame(path, settings, settings(record));
      }
      return new ComparisonFolder(path, outcomes);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Folder (%s) cannot be used for a comparison: %s. Maybe give another --out."
              .formatted(path, IoReason.of(e, path)),
          e);
    }
  }

  private static void requireUnused(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      files
          .findAny()
          .ifPresent(file -> {
            throw new ConfigurationException(
                "Folder (%s) holds (%s) but no comparison (compare.json). Maybe give another --out, new or empty."
                    .formatted(path, file.getFileName()));
          });
    }
  }

  private static SequencedMap<String, String> settings(Path record) {
    SequencedMap<String, String> settings =
        new JsonFile("Comparison", record)
            .as(new TypeReference<LinkedHashMap<String, String>>() {});
    Optional.ofNullable(settings.remove(EARLIER_WORKERS))
        .ifPresent(workers -> settings.put("--workers", workers));
    return settings;
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

  /** A last line that a kill cut short is removed: its search runs again. */
  private static List<SearchOutcome> outcomes(Path file) throws IOException {
    List<SearchOutcome> outcomes = new ArrayList<>();
    if (!Reachable.exists(file)) {
      return outcomes;
    }
    List<String> whole = new ArrayList<>();
    Utf8.lines(
        file,
        (number, line, complete) -> {
          if (complete && !line.isBlank()) {
            outcomes.add(outcome(file, number, line));
            whole.add(line + "\n");
          }
        });
    String text = String.join("", whole);
    if (Files.size(file) != text.getBytes(UTF_8).length) {
      Files.writeString(file, text);
    }
    return outcomes;
  }

  /** Lines of earlier versions lack what was not known then. */
  private static SearchOutcome outcome(Path file, long number, String line) throws IOException {
    try {
      JsonNode fields = Json.LINE.readTree(line);
      if (fields instanceof ObjectNode object) {
        LATER.forEach(name -> object.putIfAbsent(name, NullNode.instance));
        object.putIfAbsent("marks", object.arrayNode());
      }
      SearchOutcome outcome = Json.LINE.treeToValue(fields, SearchOutcome.class);
      if (outcome == null) {
        throw new IOException("line (%s) of (%s) is null".formatted(number, file));
      }
      requirePossible(outcome, file, number);
      return outcome;
    } catch (JacksonException e) {
      throw new IOException(
          "line (%s) of (%s) is malformed: %s".formatted(number, file, StrictJson.explain(e)), e);
    }
  }

  /** A figure that cannot be would go into every mean without a word. */
  private static void requirePossible(SearchOutcome outcome, Path file, long number)
      throws IOException {
    boolean percentages =
        isPercentage(outcome.accuracy().orElse(0))
            && isPercentage(outcome.area().orElse(0))
            && outcome.curve().stream().allMatch(step -> isPercentage(step.value()));
    boolean counts = outcome.trials() >= 0 && outcome.distinct() >= 0;
    boolean times =
        isTime(outcome.searchSeconds())
            && isTime(outcome.busySeconds())
            && outcome.curve().stream().allMatch(step -> isTime(step.seconds()));
    if (!percentages || !counts || !times) {
      throw new IOException(
          "line (%s) of (%s) has %s"
              .formatted(
                  number,
                  file,
                  percentages
                      ? "a count or a time below 0, or one that is no number"
                      : "an accuracy that is not from 0 to 100"));
    }
  }

  private static boolean isPercentage(double value) {
    return value >= 0 && value <= 100;
  }

  private static boolean isTime(double seconds) {
    return seconds >= 0 && Double.isFinite(seconds);
  }

  public Path path() {
    return path;
  }

  /**
   * Keeps other processes from running searches of this comparison, which would write over each
   * other's folders, until it is closed.
   *
   * @throws ConfigurationException if one does so now
   */
  RunningComparison running() {
    return RunningComparison.in(path, path.resolve(RECORD));
  }

  /** The finished searches, in the order they were added. */
  public synchronized List<SearchOutcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /**
   * Adds a finished search; it is on disk when this returns.
   *
   * @throws UncheckedIOException if it cannot be written: it counts in this comparison's figures
   *     all the same, and would run again in the next
   */
  synchronized void append(SearchOutcome outcome) {
    outcomes.add(outcome);
    Path file = path.resolve(SEARCHES);
    try {
      appendLine(file, Json.LINE.writeValueAsString(outcome) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Search (%s-%s) could not be added to (%s): %s. Maybe make room there; the same command runs it again."
              .formatted(outcome.strategy(), outcome.seed(), file, IoReason.of(e, file)),
          e);
    }
  }

  /** Leaves no half of a line, to which another search's would be added. */
  private static void appendLine(Path file, String line) throws IOException {
    try (FileChannel channel = FileChannel.open(file, CREATE, WRITE)) {
      long before = channel.size();
      channel.position(before);
      try {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      } catch (IOException e) {
        channel.truncate(before);
        throw e;
      }
    }
  }
}
