package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.epnas.app.progress.CompareProgress;
import org.epnas.compare.Comparison;
import org.epnas.compare.ComparisonFolder;
import org.epnas.compare.ComparisonReport;
import org.epnas.compare.ComparisonSummary;
import org.epnas.compare.Experiment;
import org.epnas.compare.TabularExperiment;
import org.epnas.compare.TrainedExperiment;
import org.epnas.study.config.DeviceRequest;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.json.Json;
import org.epnas.study.run.RunFolder;
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
final class CompareCommand implements Callable<Integer> {
  @Mixin CompareOptions options = new CompareOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    options.table.check(flags());
    List<String> strategies = options.distinctStrategies();
    EpnasComponent component =
        EpnasComponent.create(new DeviceRequest(options.device.device, options.device.precision));
    strategies.forEach(component.registry()::strategy);
    Path path = Optional.ofNullable(options.out).orElseGet(() -> RunFolder.named("compare"));
    PluginFaultText.print(component.registry().faults());
    try (Interrupt interrupt = new Interrupt()) {
      int jobs =
          options.jobs(options.table.given() ? Runtime.getRuntime().availableProcessors() : 1);
      Experiment experiment =
          options.table.given() ? tabular(component) : trained(component, jobs, path);
      ComparisonFolder folder = ComparisonFolder.open(path, experiment.settings());
      Comparison comparison = new Comparison(experiment, strategies, options.seedRange(), folder);
      run(comparison, jobs, interrupt);
      print(new ComparisonReport(experiment, strategies, comparison).write(path), path);
      return interrupt.happened() ? EpnasCommand.INTERRUPTED : 0;
    }
  }

  private ParseResult flags() {
    return Objects.requireNonNull(spec, "set by picocli").commandLine().getParseResult();
  }

  private Experiment tabular(EpnasComponent component) {
    return TabularExperiment.prepare(
        options.tabular(flags().hasMatchedOption("--constraint")), component);
  }

  private Experiment trained(EpnasComponent component, int jobs, Path path) {
    SearchConfiguration typed = options.trained();
    return new TrainedExperiment(
        typed.withData(component.data().located(typed.data())),
        Optional.ofNullable(options.finalBudget),
        jobs,
        path.resolve("searches"));
  }

  private static void run(Comparison comparison, int jobs, Interrupt interrupt) {
    int kept = comparison.size() - comparison.missing().size();
    try (CompareProgress progress = new CompareProgress(comparison.size(), kept)) {
      comparison.run(jobs, progress, interrupt.cancellation());
    }
  }

  private void print(ComparisonSummary summary, Path path) {
    System.out.print(
        options.json
            ? Json.PRETTY.writeValueAsString(summary) + System.lineSeparator()
            : ComparisonText.of(summary, path));
  }
}
