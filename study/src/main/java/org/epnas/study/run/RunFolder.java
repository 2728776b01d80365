package org.epnas.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.Reachable;
import org.epnas.kernel.text.TextEncodingException;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.ArchitectureFile;
import org.epnas.study.json.Json;
import org.epnas.study.json.JsonFile;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of one search:
 *
 * <pre>
 * run.json                 configuration, versions, device, seed
 * journal.db               what another process needs to go on: a database, or else
 * journal.jsonl            the same as JSON lines, or else
 * journal.json             on which server it lies
 * run.lock                 who works on it
 * trials.jsonl             every trial as it finished, with its metrics or failure reason and its architecture
 * best.json                the best feasible architecture
 * best-long.json           the one that a training of nine times the search's length is to take; left out where it is the best
 * best.safetensors         its weights
 * summary.json             the figures of the run
 * weights/                 weights of the trials that later candidates may inherit
 * checkpoints/             how far the running trials have come
 * </pre>
 *
 * @param path the folder itself
 */
public record RunFolder(Path path) {
  private static final String RECORD = "run.json";

  /**
   * Takes the folder of a new search.
   *
   * @throws ConfigurationException if it is not to be had
   */
  public static RunFolder create(RunPlace place) {
    return new RunFolder(place.take(RECORD));
  }

  /** Removes it again, where the search could not begin. */
  public void giveBack() {
    RunPlace.giveBack(path, RECORD);
  }

  /** The same where the search had begun to write, but no trial was started. */
  public void discard() {
    for (Path file : List.of(trials(), journal(), database(), journalReference(), lock())) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException ignored) {
        // As in giving back: a file too many does no harm.
      }
    }
    giveBack();
  }

  /**
   * Writes what is needed to repeat the run, and opens the file of its trials.
   *
   * @throws ConfigurationException if the folder cannot be written
   */
  public TrialJournal begin(RunRecord run) {
    try {
      writeJson(record(), run);
      return new TrialJournal(trials());
    } catch (IOException e) {
      throw new ConfigurationException(
          "Run folder (%s) cannot be written: %s. Maybe make room there, or give another --run."
              .formatted(path, IoReason.of(e, path)),
          e);
    }
  }

  /** Opens the folder of an earlier run. */
  public static RunFolder open(Path path) {
    RunFolder folder = new RunFolder(path);
    try {
      if (!Reachable.isFile(folder.record()) || Files.size(folder.record()) == 0) {
        throw new ConfigurationException(
            "Folder (%s) holds no run: (run.json) is missing. Maybe give the folder after --run of a search."
                .formatted(path));
      }
      return folder;
    } catch (IOException e) {
      throw new ConfigurationException(
          "Run folder (%s) cannot be read: %s. Maybe check its permissions."
              .formatted(path, IoReason.of(e, folder.record())),
          e);
    }
  }

  /**
   * The data that the search of this folder trained on, as it was named, whatever version wrote the
   * record.
   *
   * @throws ConfigurationException if the record cannot be read or does not say it
   */
  public String data() {
    ObjectNode record = new JsonFile("Run record", record()).object();
    return Stream.of("/configuration/evaluation/data", "/configuration/data")
        .map(place -> record.at(place).asString(""))
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElseThrow(() ->
            new ConfigurationException(
                "Run record (%s) does not say which data its search used. Maybe name it with --data."
                    .formatted(record())));
  }

  /**
   * The lines of its trials.
   *
   * @throws ConfigurationException if they are not there or cannot be read
   */
  public List<TrialLine> trialLines() {
    try {
      return TrialJournal.read(trials());
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          "Run folder (%s) has no trials.jsonl. Maybe it was copied in part: copy it again."
              .formatted(path),
          e);
    } catch (TextEncodingException | MalformedLineException e) {
      throw new ConfigurationException(
          "Trials (%s) cannot be read: %s.".formatted(trials(), e.getMessage()), e);
    } catch (IOException e) {
      throw new ConfigurationException(
          "Trials (%s) cannot be read: %s. Maybe check its permissions, or take a copy."
              .formatted(trials(), IoReason.of(e, trials())),
          e);
    }
  }

  /** Whether a file is there; a search that was cut off before it began leaves it empty. */
  public static boolean holdsText(Path file) {
    try {
      return Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException e) {
      return false;
    }
  }

  public Path record() {
    return path.resolve(RECORD);
  }

  public Path trials() {
    return path.resolve("trials.jsonl");
  }

  public Path journal() {
    return path.resolve("journal.jsonl");
  }

  /** The journal where it is a database file. */
  public Path database() {
    return path.resolve("journal.db");
  }

  /** Names the server where the journal lies, if it is not in the folder. */
  public Path journalReference() {
    return path.resolve("journal.json");
  }

  public Path lock() {
    return path.resolve("run.lock");
  }

  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  public Path bestArchitecture() {
    return path.resolve("best.json");
  }

  /** Where a much longer training is to take another network than the best. */
  public Path longArchitecture() {
    return path.resolve("best-long.json");
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

  /** What workers in processes of their own print. */
  public Path workerLogs() {
    return path.resolve("workers");
  }

  /**
   * Writes the architectures that a search ends with.
   *
   * @param files takes what cannot be written
   */
  public void write(Choice choice, ResultFiles files) {
    choice
        .best()
        .ifPresent(best ->
            files.write(bestArchitecture(), file -> write(file, best.trial().architecture())));
    choice
        .longTraining()
        .filter(
            one -> choice.best().map(best -> best.trial().id() != one.trial().id()).orElse(true))
        .ifPresent(one ->
            files.write(longArchitecture(), file -> write(file, one.trial().architecture())));
  }

  private static void write(Path file, Architecture architecture) throws IOException {
    ArchitectureFile.write(file, architecture);
    OwnerOnly.restrict(file);
  }

  /** Replaces a file as a whole, so that an interrupt never leaves half of one. */
  public static void writeJson(Path file, Object value) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      OwnerOnly.writeString(part, Json.PRETTY.writeValueAsString(value) + System.lineSeparator());
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      // On a full disk, an empty one.
      Files.deleteIfExists(part);
    }
  }
}
