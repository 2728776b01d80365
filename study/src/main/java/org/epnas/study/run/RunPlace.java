package org.epnas.study.run;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.StoreAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a job's results are going to lie: a folder that a person named, or a new one under {@code
 * runs}. It is taken by making something that must not be there yet, so that of several processes
 * that want the same one a single one gets it.
 */
public final class RunPlace {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

  private static final Path RUNS = Path.of("runs");

  private final Path path;
  private final boolean named;
  private final Optional<StoreAddress> journal;

  private RunPlace(Path path, boolean named, Optional<StoreAddress> journal) {
    this.path = path;
    this.named = named;
    this.journal = journal;
  }

  /**
   * The same folder, whose search keeps its journal where a person said.
   *
   * @param address otherwise as usual, see {@link Journals#begin}
   */
  public RunPlace withJournal(Optional<StoreAddress> address) {
    return new RunPlace(path, named, address);
  }

  /** Where a person wants the journal. */
  public Optional<StoreAddress> journal() {
    return journal;
  }

  /** A folder that is new or empty. */
  public static RunPlace at(Path path) {
    return new RunPlace(path, true, Optional.empty());
  }

  /** A new folder under {@code runs}, named after the moment and {@code what}. */
  public static RunPlace fresh(String what) {
    return fresh(RUNS, stamp(Instant.now()) + "-" + what);
  }

  /** The moment in UTC, so that names are in the order of time on every machine. */
  static String stamp(Instant moment) {
    return LocalDateTime.ofInstant(moment, ZoneOffset.UTC).format(STAMP);
  }

  static RunPlace fresh(Path folder, String name) {
    return new RunPlace(folder.resolve(name), false, Optional.empty());
  }

  /** The folder that a person named, or else a new one. */
  public static RunPlace of(@Nullable Path named, String what) {
    return named == null ? fresh(what) : at(named);
  }

  /**
   * Makes the folder and an empty file in it, by which other processes see that it is taken.
   *
   * @param firstFile name of the file that the job writes first anyway
   * @throws ConfigurationException if the named folder is not empty, or was taken in this moment
   */
  public Path take(String firstFile) {
    try {
      Path folder = named ? emptyFolder() : newFolder();
      claim(folder.resolve(firstFile));
      return folder;
    } catch (IOException e) {
      throw new ConfigurationException(
          "Run folder (%s) cannot be made: %s. Maybe give another --run."
              .formatted(path, IoReason.of(e, path)),
          e);
    }
  }

  /** Makes the folder alone, for a job that looks itself at what is in it. */
  public Path make() {
    try {
      if (named) {
        OwnerOnly.createDirectories(path);
        return path;
      }
      return newFolder();
    } catch (IOException e) {
      throw new ConfigurationException(
          "Folder (%s) cannot be made: %s. Maybe give another --out."
              .formatted(path, IoReason.of(e, path)),
          e);
    }
  }

  private Path emptyFolder() throws IOException {
    OwnerOnly.createDirectories(path);
    try (Stream<Path> files = Files.list(path)) {
      files
          .findAny()
          .ifPresent(file -> {
            throw new ConfigurationException(
                "Run folder (%s) is not empty, it holds (%s). Maybe give another --run."
                    .formatted(path, file.getFileName()));
          });
    }
    return path;
  }

  /** The first of NAME, NAME-2, NAME-3 and so on that nobody has. */
  private Path newFolder() throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    for (int number = 1; ; number++) {
      Path candidate = number == 1 ? path : path.resolveSibling(path.getFileName() + "-" + number);
      try {
        return OwnerOnly.createDirectory(candidate);
      } catch (FileAlreadyExistsException taken) {
        // The next one.
      }
    }
  }

  private static void claim(Path file) throws IOException {
    try {
      OwnerOnly.createFile(file);
    } catch (FileAlreadyExistsException e) {
      throw new ConfigurationException(
          "Run folder (%s) was taken in this moment by another run. Maybe give another --run."
              .formatted(file.getParent()),
          e);
    }
  }

  /** Removes a folder again that was taken for a job which then could not begin. */
  static void giveBack(Path folder, String firstFile) {
    try {
      Files.deleteIfExists(folder.resolve(firstFile));
      Files.deleteIfExists(folder);
    } catch (IOException ignored) {
      // An empty folder too many does no harm; the reason why the job could not begin counts.
    }
  }
}
