package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.epnas.app.progress.CompareProgress;
import org.epnas.compare.Comparison;
import org.epnas.compare.ComparisonFolder;
import org.epnas.compare.ComparisonReport;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.Experiment;
import org.epnas.compare.SeedRange;
import org.epnas.compare.StrategyCheck;
import org.epnas.compare.TabularExperiment;
import org.epnas.compare.TrainedExperiment;
import org.epnas.compare.suite.Suite;
import org.epnas.compare.suite.SuiteReader;
import org.epnas.compare.suite.SuiteReport;
import org.epnas.compare.suite.SuiteRun;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.Json;
import org.epnas.study.run.RunPlace;
import org.epnas.study.session.Interrupt;
import org.epnas.study.wiring.EpnasComponent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code epnas compare}: strategies head to head. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Let several strategies search with the same budget and seeds, test whether they differ, and",
      "plot accuracy against search time."
    })
final class CompareCommand implements Callable<Integer>, LeavesResults {
  /** Flags that go with a suite. */
  private static final List<String> OF_SUITES =
      List.of("--suite", "--table-folder", "--seeds", "--jobs", "--out", "--json");

  @Mixin CompareOptions options = new CompareOptions();

  @Spec private @Nullable CommandSpec spec;

  private Optional<Path> results = Optional.empty();

  @Override
  public Integer call() {
    if (options.suite != null) {
      return suite(options.suite);
    }
    options.table.check(flags());
    if (!options.marks.isEmpty() && !options.table.given()) {
      throw new ConfigurationException(
          "Flag (--marks) needs (--table), which is missing. Maybe add --table FILE, or leave it out.");
    }
    try (EpnasComponent component =
        EpnasComponent.create(options.device.configuration().request())) {
      return compare(component);
    }
  }

  private int compare(EpnasComponent component) {
    List<String> strategies = options.distinctStrategies();
    strategies.forEach(component.registry()::strategy);
    PluginFaultText.print(component.registry().faults());
    int jobs = options.jobs(options.table.given() ? Runtime.getRuntime().availableProcessors() : 1);
    SeedRange seeds = options.seedRange();
    RunPlace place = RunPlace.of(options.out, "compare");
    StrategyCheck.require(component.registry(), strategies, options.task.objectives);
    // A new folder is made when nothing can be wrong with the flags any more.
    Experiment experiment;
    Path path;
    if (options.table.given()) {
      experiment = tabular(component);
      path = place.make();
    } else {
      TrainedExperiment.Settings trained =
          new TrainedExperiment.Settings(
              options.trained(component.data()::located),
              Optional.ofNullable(options.finalBudget),
              jobs);
      path = place.make();
      experiment = new TrainedExperiment(trained, path.resolve("searches"));
    }
    ComparisonFolder folder = ComparisonFolder.open(path, experiment.settings());
    results = Optional.of(path);
    try (Interrupt interrupt = ShutdownHooks.interrupt(path)) {
      Comparison comparison = new Comparison(experiment, strategies, seeds, folder);
      return run(
          comparison, jobs, new ComparisonReport(experiment, strategies, comparison), interrupt);
    }
  }

  /** Prints what is finished whatever ended the searches, and lets that end the command then. */
  private int run(Comparison comparison, int jobs, ComparisonReport report, Interrupt interrupt) {
    try {
      search(comparison, jobs, interrupt);
    } catch (RuntimeException | Error e) {
      if (!comparison.outcomes().isEmpty()) {
        print(report, results.orElseThrow());
      }
      throw e;
    }
    print(report, results.orElseThrow());
    if (interrupt.happened()) {
      return EpnasCommand.INTERRUPTED;
    }
    return report.unwritten().isEmpty() ? 0 : EpnasCommand.FAILURE;
  }

  private static void search(Comparison comparison, int jobs, Interrupt interrupt) {
    int kept = comparison.size() - comparison.missing().size();
    try (CompareProgress progress = new CompareProgress(comparison.size(), kept)) {
      comparison.run(jobs, progress, interrupt.cancellation());
    }
  }

  private int suite(String name) {
    flags().matchedOptions().stream()
        .map(option -> option.longestName())
        .filter(flag -> !OF_SUITES.contains(flag))
        .findFirst()
        .ifPresent(flag -> {
          throw new ConfigurationException(
              "Flag (%s) does not go with (--suite), whose file says it. Maybe leave it out; %s do."
                  .formatted(flag, String.join(", ", OF_SUITES)));
        });
    Suite read = SuiteReader.read(name);
    Suite suite = flags().hasMatchedOption("--seeds") ? read.withSeeds(options.seeds) : read;
    try (EpnasComponent component = EpnasComponent.create()) {
      return suite(suite, component);
    }
  }

  private int suite(Suite suite, EpnasComponent component) {
    PluginFaultText.print(component.registry().faults());
    int jobs = options.jobs(Runtime.getRuntime().availableProcessors());
    SuiteRun run = new SuiteRun(suite, component, options.table.folder);
    Path path = RunPlace.of(options.out, "suite").make();
    results = Optional.of(path);
    try (Interrupt interrupt = ShutdownHooks.interrupt(path)) {
      SuiteReport report =
          run.run(
              path,
              (_, comparison) -> {
                search(comparison, jobs, interrupt);
                return !interrupt.happened();
              });
      print(report, path);
      run.unwritten().forEach(file -> System.err.println("epnas: " + file));
      if (interrupt.happened()) {
        return EpnasCommand.INTERRUPTED;
      }
      return run.unwritten().isEmpty() ? 0 : EpnasCommand.FAILURE;
    }
  }

  private void print(SuiteReport report, Path path) {
    System.out.print(
        options.json
            ? Json.PRETTY.writeValueAsString(report) + System.lineSeparator()
            : "%s of %s comparisons. Report in %s%n"
                .formatted(
                    report.entries().size(),
                    report.suite().entries().size(),
                    path.resolve("suite.md")));
  }

  private ParseResult flags() {
    return Objects.requireNonNull(spec, "set by picocli").commandLine().getParseResult();
  }

  private Experiment tabular(EpnasComponent component) {
    Stream.of("--listener", "--store")
        .filter(flags()::hasMatchedOption)
        .findFirst()
        .ifPresent(flag -> {
          throw new ConfigurationException(
              "Flag (%s) works in a run folder, and searches of a table have none here. Maybe leave it out, or run one of them with epnas search."
                  .formatted(flag));
        });
    return TabularExperiment.prepare(
        options.table.replayed(options.trial.workers),
        options.task.limits(flags().hasMatchedOption("--constraint")),
        Optional.ofNullable(options.budget),
        options.marks,
        component);
  }

  private void print(ComparisonReport report, Path path) {
    ComparisonSummary summary = report.write(path);
    System.out.print(
        options.json
            ? Json.PRETTY.writeValueAsString(summary) + System.lineSeparator()
            : ComparisonText.of(summary, path));
    report.unwritten().forEach(file -> System.err.println("epnas: " + file));
  }

  @Override
  public Optional<Path> results() {
    return results;
  }
}
