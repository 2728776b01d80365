package org.epnas.app.cli;

import java.util.List;
import java.util.Optional;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.OutputConfiguration;
import org.epnas.study.config.StoreAddress;
import picocli.CommandLine.Option;

/** Flags about who hears of a search besides its run folder. */
final class OutputOptions {
  @Option(
      names = "--listener",
      paramLabel = "NAME",
      description =
          "A listener of a plug-in that hears of every event; see 'epnas list'. May be repeated."
              + " Default: none.")
  List<String> listeners = List.of();

  @Option(
      names = "--store",
      paramLabel = "NAME|URL",
      description =
          "A trial store of a plug-in that keeps every trial, too; see 'epnas list'. May be repeated."
              + " Default: none. A URL says where the journal is kept: sqlite: (the default) and"
              + " journal: (JSON lines) in the run folder, or postgresql://user@host/database, with"
              + " the password in PGPASSWORD or .pgpass.")
  List<String> stores = List.of();

  OutputConfiguration configuration() {
    return new OutputConfiguration(
        listeners, stores.stream().filter(name -> !StoreAddress.isAddress(name)).toList());
  }

  /**
   * For many searches, each of which keeps its journal in its run folder.
   *
   * @throws ConfigurationException if a person wants it elsewhere
   */
  OutputConfiguration configurationOfMany() {
    if (journal().isPresent()) {
      throw new ConfigurationException(
          "Flag (--store) is (%s), but a comparison keeps the journals of its searches in their run folders. Maybe leave it out."
              .formatted(journal().get()));
    }
    return configuration();
  }

  /** Where the journal is to be kept. */
  Optional<StoreAddress> journal() {
    List<StoreAddress> addresses =
        stores.stream().filter(StoreAddress::isAddress).map(StoreAddress::parse).toList();
    if (addresses.size() > 1) {
      throw new ConfigurationException(
          "Flag (--store) names (%s) places for one journal. Maybe give a single address."
              .formatted(addresses.size()));
    }
    return addresses.stream().findFirst();
  }
}
