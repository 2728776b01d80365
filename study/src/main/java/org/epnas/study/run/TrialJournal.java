package org.epnas.study.run;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.Utf8;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.json.Json;

/**
 * Appends every trial to {@code trials.jsonl}, one line each, written through before it is told to
 * anyone.
 */
public final class TrialJournal implements TrialStore, Closeable {
  private final BufferedWriter writer;
  private final List<Trial> trials = new ArrayList<>();

  /** Numbers of trials that the file held before. */
  private final Set<Integer> held;

  public TrialJournal(Path file) throws IOException {
    this(OwnerOnly.writer(file), Set.of());
  }

  private TrialJournal(BufferedWriter writer, Set<Integer> held) {
    this.writer = writer;
    this.held = held;
  }

  /**
   * Opens the file of a search that goes on. Lines of trials that were cut off, which go on too,
   * and a last line that is not whole are taken out first; the others stay and are not written
   * again.
   *
   * @throws IOException if the file cannot be read or written, or a line is malformed
   */
  public static TrialJournal resume(Path file) throws IOException {
    Set<Integer> held = new HashSet<>();
    List<String> kept = new ArrayList<>();
    if (Files.exists(file)) {
      Utf8.lines(
          file,
          (number, line, complete) -> {
            if (complete && !line.isBlank()) {
              TrialLine trial = read(number, line, true).orElseThrow();
              if (!trial.cutOff() && held.add(trial.id())) {
                kept.add(line);
              }
            }
          });
    }
    replace(file, kept);
    return new TrialJournal(
        OwnerOnly.writer(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND), held);
  }

  /**
   * Writes a file anew in which not all trials found room.
   *
   * @throws IOException if that is not possible now, either; the file is then as it was
   */
  public static void write(Path file, List<Trial> trials) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Trial trial : trials) {
      lines.add(Json.LINE.writeValueAsString(TrialLine.of(trial)));
    }
    replace(file, lines);
  }

  private static void replace(Path file, List<String> lines) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      OwnerOnly.writeString(
          part,
          lines.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining()));
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // On a full disk, half of one.
      Files.deleteIfExists(part);
    }
  }

  @Override
  public synchronized void append(Trial trial) {
    if (held.contains(trial.id())) {
      trials.add(trial);
      return;
    }
    try {
      writer.write(Json.LINE.writeValueAsString(TrialLine.of(trial)));
      writer.newLine();
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Trial (%s) cannot be written: %s".formatted(trial.id(), IoReason.of(e)), e);
    }
    trials.add(trial);
  }

  @Override
  public synchronized List<Trial> trials() {
    return List.copyOf(trials);
  }

  @Override
  public synchronized void close() throws IOException {
    writer.close();
  }

  /**
   * The lines of an earlier run; a last line that an interrupt cut short is left out, and so are
   * empty ones.
   *
   * @throws IOException if the file cannot be read, or a line is malformed; the message names the
   *     line
   */
  public static List<TrialLine> read(Path file) throws IOException {
    List<TrialLine> lines = new ArrayList<>();
    Utf8.lines(
        file,
        (number, line, complete) -> {
          if (!line.isBlank()) {
            read(number, line, complete).ifPresent(lines::add);
          }
        });
    return lines;
  }

  private static Optional<TrialLine> read(long number, String line, boolean complete)
      throws MalformedLineException {
    try {
      return Optional.of(TrialLine.read(line));
    } catch (MalformedLineException e) {
      if (!complete) {
        return Optional.empty();
      }
      throw new MalformedLineException(
          "line (%s) is malformed: %s".formatted(number, e.getMessage()), e);
    }
  }

  /**
   * The trials of an earlier run as they were.
   *
   * @param constraints of that run
   * @throws IllegalArgumentException if a trial lacks a value of one of them
   */
  public static List<Trial> trials(Path file, List<Constraint> constraints) throws IOException {
    return read(file).stream().map(line -> line.trial(constraints)).toList();
  }
}
