package org.epnas.app.cli;

import java.util.List;
import org.epnas.study.config.OutputConfiguration;
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
      paramLabel = "NAME",
      description =
          "A trial store of a plug-in that keeps every trial, too; see 'epnas list'. May be repeated."
              + " Default: none, only the run folder.")
  List<String> stores = List.of();

  OutputConfiguration configuration() {
    return new OutputConfiguration(listeners, stores);
  }
}
