package org.epnas.app.cli;

import picocli.CommandLine.Option;

/** The seed of a run. */
final class SeedOption {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Default: ${DEFAULT-VALUE}.")
  long seed = 1;
}
