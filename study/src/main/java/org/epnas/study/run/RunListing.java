package org.epnas.study.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.trial.Metric;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.json.JsonFile;
import tools.jackson.databind.node.ObjectNode;

/**
 * The runs in a folder, as their files tell. Looking changes nothing and holds nobody up.
 *
 * @param rows of those that can be read, the latest last
 * @param faults a sentence for each that cannot
 */
public record RunListing(List<StudyRow> rows, List<String> faults) {
  /** Takes copies of the lists. */
  public RunListing {
    rows = List.copyOf(rows);
    faults = List.copyOf(faults);
  }

  /**
   * Looks at a folder that is a run itself or holds runs.
   *
   * @throws ConfigurationException if it cannot be read
   */
  public static RunListing of(Path folder) {
    List<StudyRow> rows = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Path run : runs(folder)) {
      try {
        rows.add(row(new RunFolder(run)));
      } catch (ConfigurationException e) {
        faults.add(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        faults.add(
            "Run (%s) cannot be read: %s. Maybe check its folder.".formatted(run, IoReason.of(e)));
      }
    }
    rows.sort(Comparator.comparing(StudyRow::begun).thenComparing(StudyRow::folder));
    return new RunListing(rows, faults);
  }

  private static List<Path> runs(Path folder) {
    if (RunFolder.holdsText(new RunFolder(folder).record())) {
      return List.of(folder);
    }
    try (Stream<Path> inside = Files.list(folder)) {
      return inside.filter(one -> RunFolder.holdsText(new RunFolder(one).record())).toList();
    } catch (IOException e) {
      throw unreadable(folder, IoReason.of(e), e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, IoReason.of(e), e);
    }
  }

  private static ConfigurationException unreadable(Path folder, String why, Exception problem) {
    return new ConfigurationException(
        "Folder (%s) cannot be read: %s. Maybe give the folder of your runs: epnas runs --store FOLDER."
            .formatted(folder, why),
        problem);
  }

  private static StudyRow row(RunFolder folder) throws IOException {
    List<TrialLine> trials =
        RunFolder.holdsText(folder.trials()) ? TrialJournal.read(folder.trials()) : List.of();
    OptionalDouble best =
        trials.stream()
            .filter(TrialLine::competes)
            .flatMap(trial -> Stream.ofNullable(trial.metrics().get(Metric.VALIDATION_ACCURACY)))
            .mapToDouble(accuracy -> accuracy)
            .max();
    return new StudyRow(
        JournalPlace.of(folder).map(JournalPlace::study).orElse(0L),
        String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()),
        folder.path().toString(),
        state(folder),
        best,
        (int) trials.stream().filter(trial -> !trial.cutOff()).count(),
        (int)
            trials.stream().filter(trial -> trial.failure().isPresent() && !trial.cutOff()).count(),
        Files.exists(folder.lock()) ? RunLock.owner(folder.lock()) : "",
        begun(folder),
        changed(folder));
  }

  /** As the journal says; a run in a table, or one on a server, has its summary here. */
  private static StudyRow.State state(RunFolder folder) throws IOException {
    if (RunLock.held(folder.lock())) {
      return StudyRow.State.RUNNING;
    }
    Optional<JournalPlace> place = JournalPlace.of(folder);
    return StudyRow.State.of(
        switch (place.map(one -> one.address().scheme()).orElse("")) {
          case "sqlite", "journal" -> end(Journals.lines(place.orElseThrow()));
          default -> endOfSummary(folder);
        },
        false);
  }

  private static Optional<SearchEnd.Reason> end(List<JournalLine> lines) {
    return lines.reversed().stream()
        .filter(line ->
            line instanceof JournalLine.Finished
                || line instanceof JournalLine.Resumed
                || line instanceof JournalLine.Extended)
        .findFirst()
        .flatMap(line ->
            line instanceof JournalLine.Finished last
                ? Optional.of(SearchEnd.Reason.valueOf(last.reason()))
                : Optional.empty());
  }

  private static Optional<SearchEnd.Reason> endOfSummary(RunFolder folder) {
    if (!RunFolder.holdsText(folder.summary())) {
      return Optional.empty();
    }
    String reason = new JsonFile("Summary", folder.summary()).object().path("end").asString("");
    return Stream.of(SearchEnd.Reason.values())
        .filter(known -> known.name().equals(reason))
        .findFirst();
  }

  private static Instant begun(RunFolder folder) throws IOException {
    ObjectNode record = new JsonFile("Run record", folder.record()).object();
    try {
      return Instant.parse(record.path("started").asString(""));
    } catch (DateTimeParseException e) {
      return Files.getLastModifiedTime(folder.record()).toInstant();
    }
  }

  private static Instant recorded(JournalPlace place) {
    try {
      return Journals.studies(place).stream()
          .map(StudyRow::changed)
          .max(Comparator.naturalOrder())
          .orElse(Instant.MIN);
    } catch (IOException e) {
      // Its tables are just being made; one that is damaged is named where its state is asked for.
      return Instant.MIN;
    }
  }

  /** A database is looked after by its readers, too, so that the time of its file says nothing. */
  private static Instant changed(RunFolder folder) throws IOException {
    Instant latest = Files.getLastModifiedTime(folder.record()).toInstant();
    for (Path file : List.of(folder.trials(), folder.journal(), folder.summary())) {
      if (Files.exists(file)) {
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        latest = changed.isAfter(latest) ? changed : latest;
      }
    }
    Optional<JournalPlace> place = JournalPlace.of(folder);
    if (place.filter(one -> one.address().equals(StoreAddress.SQLITE)).isPresent()) {
      Instant recorded = recorded(place.get());
      latest = recorded.isAfter(latest) ? recorded : latest;
    }
    return latest;
  }
}
