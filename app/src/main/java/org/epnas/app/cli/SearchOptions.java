package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.SearchConfiguration;
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
      description =
          "epnas, or one of its rivals: evolution, nas-rl, pnas, random; see 'epnas list'. Default:"
              + " ${DEFAULT-VALUE}.")
  String strategy = "";

  @Option(
      names = "--budget",
      paramLabel = "BUDGET",
      description =
          "When to stop: a time (90s, 10m, 2h), trials=50, epochs=200, or several with commas, whichever"
              + " comes first. With --table the time is simulated, and queries=150 counts trained networks"
              + " instead. Default: 3m; with --table 12000s, or queries=150 where it has no times.")
  @Nullable String budget;

  @Mixin TableOptions table = new TableOptions();

  @Mixin TrialOptions trial = new TrialOptions();

  @Mixin DeviceOptions device = new DeviceOptions();

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin SeedOption seed = new SeedOption();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Run folder, new or empty. Default: runs/DATE-STRATEGY.")
  @Nullable Path run;

  @Option(names = "--json", description = "Print the summary as JSON on standard output.")
  boolean json;

  /**
   * What was asked for.
   *
   * @param constrained whether limits were
   */
  SearchConfiguration configuration(boolean constrained) {
    return new SearchConfiguration(
        strategy,
        Optional.ofNullable(budget),
        evaluation(),
        task.limits(constrained || !table.given()),
        output.configuration(),
        seed.seed);
  }

  private Evaluation evaluation() {
    return table.given()
        ? table.replayed(trial.workers)
        : new Evaluation.Trained(
            task.data, task.space, trial.configuration(), device.configuration());
  }
}
