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
              TrialLine trial = read(file, number, line, true).orElseThrow();
              if (!trial.cutOff() && held.add(trial.id())) {
                kept.add(line);
              }
            }
          });
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    OwnerOnly.writeString(
        part,
        kept.stream().map(line -> line + System.lineSeparator()).collect(Collectors.joining()));
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    return new TrialJournal(
        OwnerOnly.writer(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND), held);
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
          "Trial (%s) cannot be written: %s".formatted(trial.id(), e.getMessage()), e);
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
            read(file, number, line, complete).ifPresent(lines::add);
          }
        });
    return lines;
  }

  private static Optional<TrialLine> read(Path file, long number, String line, boolean complete)
      throws IOException {
    try {
      return Optional.of(TrialLine.read(line));
    } catch (IOException e) {
      if (!complete) {
        return Optional.empty();
      }
      throw new IOException(
          "Line (%s) of (%s) is malformed: %s".formatted(number, file, e.getMessage()), e);
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
