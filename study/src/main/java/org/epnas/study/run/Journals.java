package org.epnas.study.run;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.StoreAddress;

/** Opens journals wherever they lie. Databases are found by their {@link JournalStore} services. */
public final class Journals {
  private static final Logger LOG = System.getLogger(Journals.class.getName());

  private Journals() {}

  /**
   * Begins the journal of a new run.
   *
   * @param address as a person gave it; otherwise a database in the run folder where the program
   *     has one, and a file of JSON lines where it has none
   * @throws IOException if it cannot be begun
   */
  public static RunJournal begin(RunFolder folder, Optional<StoreAddress> address)
      throws IOException {
    if (address.isPresent()) {
      JournalPlace place = JournalPlace.fresh(address.get(), folder);
      requireKnown(address.get());
      // Before there is anything to refer to: a study that nobody can find would be lost.
      place.note();
      return open(place);
    }
    return known(StoreAddress.SQLITE).isPresent() ? beginUsual(folder) : beginFile(folder);
  }

  private static RunJournal beginUsual(RunFolder folder) throws IOException {
    try {
      return open(JournalPlace.fresh(StoreAddress.SQLITE, folder));
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "Journal (%s) cannot be a database: %s. It is (%s) instead, which is as safe."
              .formatted(
                  folder.database(),
                  IoReason.of(e, folder.database()),
                  folder.journal().getFileName()));
      Files.deleteIfExists(folder.database());
      return beginFile(folder);
    }
  }

  private static RunJournal beginFile(RunFolder folder) throws IOException {
    return open(JournalPlace.fresh(StoreAddress.JOURNAL, folder));
  }

  /**
   * Opens a journal to add to it.
   *
   * @throws IOException if it cannot be read or written, or is malformed or of a newer schema
   */
  public static RunJournal open(JournalPlace place) throws IOException {
    return RunJournal.of(
        place.address().equals(StoreAddress.JOURNAL)
            ? EventFile.open(new RunFolder(place.folder()).journal())
            : store(place.address()).open(place));
  }

  /**
   * The lines of a run's journal, read while another process may add to it.
   *
   * @throws ConfigurationException if there is none, or it cannot be read
   */
  public static List<JournalLine> lines(JournalPlace place) {
    try {
      if (place.address().equals(StoreAddress.JOURNAL)) {
        return EventFile.read(new RunFolder(place.folder()).journal());
      }
      try (StudyReader reader = store(place.address()).read(place)) {
        return reader.lines(place.study());
      }
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /**
   * The studies of a server.
   *
   * @throws ConfigurationException if it cannot be reached
   */
  public static List<StudyRow> studies(StoreAddress address) {
    try {
      return studies(JournalPlace.all(address));
    } catch (IOException e) {
      throw new ConfigurationException(
          "Store (%s) cannot be read: %s. Maybe check its address, and whether a search has begun there."
              .formatted(address, IoReason.of(e)),
          e);
    }
  }

  /** Those of a database, wherever it lies. */
  static List<StudyRow> studies(JournalPlace place) throws IOException {
    try (StudyReader reader = store(place.address()).read(place)) {
      return reader.studies();
    }
  }

  /** A journal that is there and yet cannot be read. */
  public static ConfigurationException unreadable(JournalPlace place, IOException problem) {
    return new ConfigurationException(
        "Journal (%s) cannot be read: %s. Maybe take a copy, or run the search again."
            .formatted(place, IoReason.of(problem)),
        problem);
  }

  /**
   * Checks that there is what keeps journals at an address.
   *
   * @throws ConfigurationException if there is not
   */
  public static void requireKnown(StoreAddress address) {
    if (!address.equals(StoreAddress.JOURNAL)) {
      store(address);
    }
  }

  private static JournalStore store(StoreAddress address) {
    return known(address)
        .orElseThrow(() ->
            new ConfigurationException(
                "Store (%s) needs a module for (%s), and this program has those for (%s). Maybe add org.epnas:epnas-store to its class path."
                    .formatted(
                        address,
                        address.scheme(),
                        stores()
                            .map(JournalStore::scheme)
                            .sorted()
                            .collect(Collectors.joining(", ")))));
  }

  private static Optional<JournalStore> known(StoreAddress address) {
    return stores().filter(store -> store.scheme().equals(address.scheme())).findFirst();
  }

  private static Stream<JournalStore> stores() {
    return ServiceLoader.load(JournalStore.class, JournalStore.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get);
  }
}
