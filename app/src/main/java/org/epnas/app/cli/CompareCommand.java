package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.epnas.app.compare.Comparison;
import org.epnas.app.compare.ComparisonFolder;
import org.epnas.app.compare.ComparisonReport;
import org.epnas.app.compare.ComparisonSummary;
import org.epnas.app.compare.Experiment;
import org.epnas.app.compare.TrainedExperiment;
import org.epnas.app.config.DeviceRequest;
import org.epnas.app.config.Named;
import org.epnas.app.json.Json;
import org.epnas.app.progress.CompareProgress;
import org.epnas.app.run.RunFolder;
import org.epnas.app.session.Interrupt;
import org.epnas.app.wiring.EpnasComponent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Override
  public Integer call() {
    List<String> strategies = options.distinctStrategies();
    Map<String, ?> known =
        EpnasComponent.create(new DeviceRequest(options.device.device, options.device.precision))
            .strategies();
    strategies.forEach(strategy -> Named.find("Strategy", strategy, known));
    Path path = Optional.ofNullable(options.out).orElseGet(() -> RunFolder.named("compare"));
    try (Interrupt interrupt = new Interrupt()) {
      int jobs = options.jobs(1);
      Experiment experiment =
          new TrainedExperiment(
              options.configuration(),
              Optional.ofNullable(options.finalBudget),
              jobs,
              path.resolve("searches"),
              interrupt);
      ComparisonFolder folder = ComparisonFolder.open(path, experiment.settings());
      Comparison comparison =
          new Comparison(experiment, strategies, options.seedRange(), folder);
      run(comparison, jobs, interrupt);
      print(new ComparisonReport(experiment, strategies, comparison).write(path), path);
      return interrupt.happened() ? EpnasCommand.INTERRUPTED : 0;
    }
  }

  private static void run(Comparison comparison, int jobs, Interrupt interrupt) {
    int kept = comparison.size() - comparison.missing().size();
    try (CompareProgress progress = new CompareProgress(comparison.size(), kept)) {
      comparison.run(jobs, progress, interrupt);
    }
  }

  private void print(ComparisonSummary summary, Path path) {
    System.out.print(
        options.json
            ? Json.PRETTY.writeValueAsString(summary) + System.lineSeparator()
            : ComparisonText.of(summary, path));
  }
}
