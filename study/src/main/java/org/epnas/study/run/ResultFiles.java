package org.epnas.study.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.kernel.text.IoReason;

/**
 * Writes the files of a job one by one: what cannot be written is noted and costs neither the other
 * files nor the result. On a full disk, what is worth less gives way. Confined to one thread.
 */
public final class ResultFiles {
  /** A disk with so little left is taken for a full one, in bytes: the largest file of weights. */
  private static final long FULL = 64L << 20;

  private final SequencedMap<Path, String> problems = new LinkedHashMap<>();
  private final List<String> givenUp = new ArrayList<>();
  private final Disk disk;
  private Room room = Optional::empty;

  /** On the disk that the files lie on. */
  public ResultFiles() {
    this(folder -> Files.getFileStore(folder).getUsableSpace());
  }

  ResultFiles(Disk disk) {
    this.disk = disk;
  }

  /** How much can still be written. */
  interface Disk {
    /** In bytes. */
    long left(Path folder) throws IOException;
  }

  /** Writes one file. */
  @FunctionalInterface
  public interface Writing {
    void to(Path file) throws IOException;
  }

  /** What may be given up for the files that are still to come, the least valuable first. */
  @FunctionalInterface
  public interface Room {
    /** Gives the next thing up and says what it was; empty where there is no more. */
    Optional<String> make();
  }

  /** From now on, a full disk costs something else than the file. */
  public void makeRoom(Room least) {
    room = least;
  }

  /** Writes a file, or notes why that is not possible. A later success takes the note back. */
  public void write(Path file, Writing writing) {
    Optional<IOException> problem = attempt(file, writing);
    while (problem.isPresent() && isFull(file, problem.get())) {
      Optional<String> gone = room.make();
      if (gone.isEmpty()) {
        break;
      }
      givenUp.add(gone.get());
      problem = attempt(file, writing);
    }
    problem.ifPresentOrElse(
        one -> problems.put(file, IoReason.of(one, file)), () -> problems.remove(file));
  }

  private static Optional<IOException> attempt(Path file, Writing writing) {
    try {
      writing.to(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e);
    } catch (UncheckedIOException e) {
      return Optional.of(requireNonNull(e.getCause()));
    }
  }

  /** By the room that is left: the system says why in the language of the locale. */
  private boolean isFull(Path file, IOException problem) {
    if (problem instanceof AccessDeniedException || problem instanceof NoSuchFileException) {
      return false;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      return folder != null && disk.left(folder) < FULL;
    } catch (IOException e) {
      return false;
    }
  }

  /** A sentence for each file that is missing, incomplete or old, and one for what made room. */
  public List<String> unwritten() {
    List<String> sentences = new ArrayList<>();
    problems.forEach((file, reason) ->
        sentences.add(
            "File (%s) could not be written: %s. Maybe make room or check who may write there; the result itself is not lost."
                .formatted(file, reason)));
    if (!givenUp.isEmpty()) {
      sentences.add(
          "No space was left for the results, so these were deleted: %s. Maybe make room there before the next run."
              .formatted(String.join(", ", givenUp)));
    }
    return List.copyOf(sentences);
  }
}
