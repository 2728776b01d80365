package org.epnas.app.cli;

import java.nio.file.Path;
import org.epnas.app.config.SearchConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code epnas search}; a run file uses the same names. */
final class SearchOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML run file: these flags without the dashes. A flag on the command line wins.")
  @Nullable Path config;

  @Mixin TaskOptions task = new TaskOptions();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "epnas",
      description = "epnas, or random as its baseline. Default: ${DEFAULT-VALUE}.")
  String strategy = "";

  @Option(
      names = "--budget",
      paramLabel = "BUDGET",
      defaultValue = "3m",
      description =
          "When to stop: a time (90s, 10m, 2h), trials=50, epochs=200, or several with commas, whichever"
              + " comes first. Default: ${DEFAULT-VALUE}.")
  String budget = "";

  @Mixin TrialOptions trial = new TrialOptions();

  @Mixin DeviceOptions device = new DeviceOptions();

  @Mixin SeedOption seed = new SeedOption();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Run folder, new or empty. Default: runs/DATE-STRATEGY.")
  @Nullable Path run;

  @Option(names = "--json", description = "Print the summary as JSON on standard output.")
  boolean json;

  SearchConfiguration configuration() {
    return new SearchConfiguration(
        task.data,
        task.space,
        strategy,
        task.limits(),
        task.penalty,
        budget,
        trial.epochs,
        trial.batchSize,
        trial.slots,
        trial.trialTime,
        trial.inherit,
        device.device,
        device.precision,
        device.mode,
        seed.seed);
  }
}
