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
import org.epnas.compare.SeedRange;
import org.epnas.compare.TabularExperiment;
import org.epnas.compare.predictor.PredictorEvidence;
import org.epnas.compare.predictor.PredictorReport;
import org.epnas.compare.predictor.PredictorStudy;
import org.epnas.policy.epnas.EpnasConfig;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.json.Json;
import org.epnas.study.run.ResultFiles;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunPlace;
import org.epnas.study.session.Interrupt;
import org.epnas.study.wiring.EpnasComponent;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code epnas predictor}: the performance predictor put to the proof. */
@Command(
    name = "predictor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "How well the predictor ranks architectures that it never saw, how honest its uncertainty is,",
      "and what its ranking is worth: epnas against epnas with a shuffle in its place."
    })
final class PredictorCommand implements Callable<Integer>, LeavesResults {
  private static final List<String> ABLATION = List.of("epnas", "epnas-random-ranking");

  @Mixin TableOptions table = new TableOptions();

  @Option(
      names = "--seeds",
      paramLabel = "N|A-B",
      defaultValue = "20",
      description =
          "A count, 20 for the seeds 1 to 20, or a range, 21-40. Default: ${DEFAULT-VALUE}.")
  String seeds = "";

  @Option(
      names = "--held-out",
      paramLabel = "N",
      defaultValue = "200",
      description =
          "Architectures per seed that are predicted and never trained on. Default: ${DEFAULT-VALUE}.")
  int heldOut;

  @Option(
      names = "--samples",
      paramLabel = "N",
      split = ",",
      defaultValue = "10,20,50,100,200",
      description =
          "Numbers of trained architectures after which they are predicted. Default: ${DEFAULT-VALUE}.")
  List<Integer> samples = List.of();

  @Option(
      names = "--final",
      description = {
        "Learn and predict the accuracies that searches are judged by, after the table's longest",
        "training, instead of those that searches observe: what published predictors are compared",
        "by. There is no ablation then, because no search sees them."
      })
  boolean ofFinal;

  @Option(
      names = "--budget",
      paramLabel = "BUDGET",
      description =
          "Of each search of the ablation, its time simulated, or queries=N. Default: 12000s, or"
              + " queries=150 where the table has no times.")
  @Nullable String budget;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Folder for the figures; finished searches of the ablation in it are kept. Default:"
              + " runs/DATE-predictor.")
  @Nullable Path out;

  @Option(names = "--json", description = "Print the figures as JSON on standard output.")
  boolean json;

  @Spec private @Nullable CommandSpec spec;

  private Optional<Path> results = Optional.empty();

  @Override
  public Integer call() {
    table.check(Objects.requireNonNull(spec, "set by picocli").commandLine().getParseResult());
    SeedRange range = SeedRange.parse(seeds);
    checkNumbers();
    try (EpnasComponent component = EpnasComponent.create()) {
      return call(range, component);
    }
  }

  private int call(SeedRange range, EpnasComponent component) {
    TabularExperiment experiment =
        TabularExperiment.prepare(
            table.replayed(1),
            LimitConfiguration.NONE,
            Optional.ofNullable(budget),
            List.of(),
            component);
    PredictorEvidence evidence = evidence(experiment, range);
    if (ofFinal) {
      return deliver(new PredictorReport(evidence, Optional.empty()), List.of());
    }
    return withAblation(experiment, range, evidence);
  }

  private int withAblation(
      TabularExperiment experiment, SeedRange range, PredictorEvidence evidence) {
    Path path = RunPlace.of(out, "predictor").make();
    ComparisonFolder folder =
        ComparisonFolder.open(path.resolve("ablation"), experiment.settings());
    results = Optional.of(path);
    try (Interrupt interrupt = ShutdownHooks.interrupt(path)) {
      Comparison comparison = new Comparison(experiment, ABLATION, range, folder);
      ComparisonReport ablation = new ComparisonReport(experiment, ABLATION, comparison);
      run(comparison, interrupt);
      PredictorReport report =
          new PredictorReport(evidence, Optional.of(ablation.write(folder.path())));
      int status = deliver(report, ablation.unwritten());
      return interrupt.happened() ? EpnasCommand.INTERRUPTED : status;
    }
  }

  /** Takes less than a search of the ablation; an interrupt before it is over finds no result. */
  private PredictorEvidence evidence(TabularExperiment experiment, SeedRange range) {
    try {
      return PredictorEvidence.of(
          new PredictorStudy(
              experiment.benchmark(),
              EpnasConfig.DEFAULT,
              heldOut,
              samples.stream().sorted().distinct().toList(),
              ofFinal ? PredictorStudy.Figure.JUDGED : PredictorStudy.Figure.OBSERVED),
          range.stream());
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  private int deliver(PredictorReport report, List<String> unwritten) {
    Path path = results.orElseGet(() -> RunPlace.of(out, "predictor").make());
    results = Optional.of(path);
    System.out.print(
        json
            ? Json.PRETTY.writeValueAsString(report) + System.lineSeparator()
            : PredictorText.of(report, path));
    ResultFiles files = new ResultFiles();
    files.write(path.resolve("predictor.json"), file -> RunFolder.writeJson(file, report));
    List<String> problems = Stream.concat(unwritten.stream(), files.unwritten().stream()).toList();
    problems.forEach(file -> System.err.println("epnas: " + file));
    return problems.isEmpty() ? 0 : EpnasCommand.FAILURE;
  }

  private static void run(Comparison comparison, Interrupt interrupt) {
    int kept = comparison.size() - comparison.missing().size();
    try (CompareProgress progress = new CompareProgress(comparison.size(), kept)) {
      comparison.run(
          Runtime.getRuntime().availableProcessors(), progress, interrupt.cancellation());
    }
  }

  @Override
  public Optional<Path> results() {
    return results;
  }

  private void checkNumbers() {
    if (heldOut < 2) {
      throw new ConfigurationException(
          "Flag (--held-out) is (%s) but must be at least 2. Maybe leave it out: it has a default."
              .formatted(heldOut));
    }
    int least = EpnasConfig.DEFAULT.predictor().firstFit();
    if (samples.isEmpty() || samples.stream().anyMatch(count -> count < least)) {
      throw new ConfigurationException(
          "Flag (--samples) is (%s) but each number must be at least %s, where the predictor begins. Maybe leave it out: it has a default."
              .formatted(samples, least));
    }
  }
}
