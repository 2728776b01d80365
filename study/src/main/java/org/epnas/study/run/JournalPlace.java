package org.epnas.study.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.json.JsonFile;
import tools.jackson.core.type.TypeReference;

/**
 * Where the journal of a run lies.
 *
 * @param address of the database
 * @param folder of the run
 * @param study number of the run among those of a database
 */
public record JournalPlace(StoreAddress address, Path folder, long study) {
  private static final SecureRandom NUMBERS = new SecureRandom();

  /** What {@code journal.json} holds where the journal lies on a server; no password. */
  record Reference(StoreAddress store, long study) {}

  /** That of a new run: a number that no other study has, since machines do not ask each other. */
  static JournalPlace fresh(StoreAddress address, RunFolder folder) {
    long study = address.inRunFolder() ? 0 : NUMBERS.nextLong() & Long.MAX_VALUE;
    return new JournalPlace(address, folder.path(), study);
  }

  /** All studies of a server. */
  public static JournalPlace all(StoreAddress address) {
    return new JournalPlace(address, Path.of(""), 0);
  }

  /** That of an earlier run, as its files tell; empty where it has none. */
  public static Optional<JournalPlace> of(RunFolder folder) {
    if (RunFolder.holdsText(folder.journalReference())) {
      Reference reference = reference(folder.journalReference());
      return Optional.of(new JournalPlace(reference.store(), folder.path(), reference.study()));
    }
    if (RunFolder.holdsText(folder.database())) {
      return Optional.of(new JournalPlace(StoreAddress.SQLITE, folder.path(), 0));
    }
    return RunFolder.holdsText(folder.journal())
        ? Optional.of(new JournalPlace(StoreAddress.JOURNAL, folder.path(), 0))
        : Optional.empty();
  }

  private static Reference reference(Path path) {
    return new JsonFile("Place of the journal", path).as(new TypeReference<>() {});
  }

  /** Notes in the run folder where the journal lies, if that is not there itself. */
  void note() throws IOException {
    if (!address.inRunFolder()) {
      RunFolder.writeJson(new RunFolder(folder).journalReference(), new Reference(address, study));
    }
  }

  /**
   * The same place, reached with a password that a person gave again.
   *
   * @throws ConfigurationException if it is another place
   */
  public JournalPlace with(Optional<StoreAddress> given) {
    given
        .filter(other -> !other.samePlace(address))
        .ifPresent(other -> {
          throw new ConfigurationException(
              "Flag (--store) is (%s), but the journal of run (%s) lies in (%s). Maybe leave the flag out."
                  .formatted(other, folder, address));
        });
    return new JournalPlace(given.orElse(address), folder, study);
  }

  /** For people: a file or an address. */
  @Override
  public String toString() {
    return switch (address.scheme()) {
      case "journal" -> new RunFolder(folder).journal().toString();
      case "sqlite" -> new RunFolder(folder).database().toString();
      default -> address.toString();
    };
  }

  /** Whether the file exists, or the address does not name a file. */
  boolean present() {
    return !address.inRunFolder() || Files.exists(Path.of(toString()));
  }
}
