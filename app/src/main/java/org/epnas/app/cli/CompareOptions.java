package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.epnas.compare.SeedRange;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.SearchConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code epnas compare}; a run file uses the same names. */
final class CompareOptions {
  private static final String RANDOM = "random";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML run file: these flags without the dashes. A flag on the command line wins.")
  @Nullable Path config;

  @Option(
      names = "--strategies",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "epnas,evolution,random",
      description =
          "Strategies, with commas; the others are tested against the first. random is always added."
              + " Default: ${DEFAULT-VALUE}.")
  List<String> strategies = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N|A-B",
      defaultValue = "5",
      description =
          "A count, 5 for the seeds 1 to 5, or a range, 6-10. Every strategy searches once with each."
              + " Default: ${DEFAULT-VALUE}.")
  String seeds = "";

  @Option(
      names = "--budget",
      paramLabel = "BUDGET",
      description =
          "Of each search: a time (90s, 10m, 2h), trials=50, epochs=200, or several with commas,"
              + " whichever comes first. With --table the time is simulated, and queries=150 counts"
              + " trained networks instead. Default: 3m; with --table 12000s, or queries=150 where the"
              + " table has no times.")
  @Nullable String budget;

  @Option(
      names = "--marks",
      paramLabel = "BUDGET",
      split = ",",
      description =
          "With --table: moments within each search, 2000s,4000s or queries=50, at which it is judged"
              + " too, as if it had ended there. Default: none.")
  List<String> marks = List.of();

  @Mixin TableOptions table = new TableOptions();

  @Option(
      names = "--suite",
      paramLabel = "NAME|FILE",
      description =
          "Run several comparisons from tables and report on all of them: docs (every figure of"
              + " docs/search-quality.md that comes from tables), or a YAML file. Only --table-folder,"
              + " --seeds, --jobs, --out and --json go with it.")
  @Nullable String suite;

  @Mixin TaskOptions task = new TaskOptions();

  @Mixin TrialOptions trial = new TrialOptions();

  @Mixin DeviceOptions device = new DeviceOptions();

  @Mixin OutputOptions output = new OutputOptions();

  @Option(
      names = "--final-budget",
      paramLabel = "BUDGET",
      description =
          "Train each search's best architecture to the end, epochs=30 or a time, and compare test"
              + " accuracies. Default: no final training; then validation accuracies are compared.")
  @Nullable String finalBudget;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Searches at the same time. Default: 1; with --table as many as there are cores.")
  @Nullable Integer jobs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder of the comparison. Given again with the same flags, what is finished there is kept"
              + " and the rest is run; seeds and strategies may be added. Default: runs/DATE-compare.")
  @Nullable Path out;

  @Option(names = "--json", description = "Print the summary as JSON on standard output.")
  boolean json;

  /** The strategies, distinct, random always among them. */
  List<String> distinctStrategies() {
    List<String> distinct = new ArrayList<>(new LinkedHashSet<>(strategies));
    if (distinct.size() < strategies.size()) {
      throw new ConfigurationException(
          "Flag (--strategies) is (%s) and names a strategy twice. Maybe name each once."
              .formatted(String.join(",", strategies)));
    }
    if (!distinct.contains(RANDOM)) {
      distinct.add(RANDOM);
    }
    return distinct;
  }

  SeedRange seedRange() {
    return SeedRange.parse(seeds);
  }

  int jobs(int normally) {
    int wanted = Optional.ofNullable(jobs).orElse(normally);
    if (wanted < 1) {
      throw new ConfigurationException(
          "Flag (--jobs) is (%s) but must be at least 1. Maybe leave it out: it has a default."
              .formatted(wanted));
    }
    return wanted;
  }

  /**
   * What all trained searches have in common; strategy and seed are the first ones.
   *
   * @param located gives the whole path of a folder of data
   */
  SearchConfiguration trained(UnaryOperator<String> located) {
    return new SearchConfiguration(
        strategies.getFirst(),
        Optional.ofNullable(budget),
        new Evaluation.Trained(
            located.apply(task.data), task.space, trial.configuration(), device.configuration()),
        task.limits(true),
        output.configurationOfMany(),
        seedRange().first());
  }
}
