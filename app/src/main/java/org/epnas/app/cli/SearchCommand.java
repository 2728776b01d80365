package org.epnas.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.epnas.app.progress.SearchProgress;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.json.Json;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.Summary;
import org.epnas.study.session.PreparedSearch;
import org.epnas.study.session.ReplaySession;
import org.epnas.study.session.SearchReport;
import org.epnas.study.session.SearchSession;
import org.epnas.study.text.Quantity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code epnas search}: the main job. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Search for a network that is accurate within the limits.")
final class SearchCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  @Mixin SearchOptions options = new SearchOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PreparedSearch session = prepare(spec.commandLine().getParseResult());
    PluginFaultText.print(session.pluginFaults());
    SearchReport report;
    try (Interrupt interrupt = new Interrupt();
        SearchProgress progress = new SearchProgress(session.timeBudget())) {
      report = session.run(progress, interrupt.cancellation());
    }
    if (options.json) {
      System.out.println(Json.PRETTY.writeValueAsString(report.summary()));
    } else {
      print(report);
    }
    return status(report);
  }

  private PreparedSearch prepare(ParseResult flags) {
    options.table.check(flags);
    SearchConfiguration configuration = options.configuration();
    Path folder = options.run != null ? options.run : RunFolder.named(configuration.strategy());
    return options.table.given()
        ? ReplaySession.prepare(
            options.tabular(flags.hasMatchedOption("--constraint")),
            configuration.strategy(),
            configuration.seed(),
            folder)
        : SearchSession.prepare(configuration, folder);
  }

  private static int status(SearchReport report) {
    if (report.interrupted()) {
      return EpnasCommand.INTERRUPTED;
    }
    boolean whole = !report.result().end().reason().broken();
    return whole && report.summary().feasible() ? 0 : EpnasCommand.FAILURE;
  }

  private static void print(SearchReport report) {
    List<Trial> top = Ranking.top(report.result().trials(), SHOWN);
    if (top.isEmpty()) {
      System.out.printf(
          "No trial was %s within the constraints %s.%s%n",
          report.result().counts().completed() == 0 ? "completed" : "feasible",
          report.summary().constraints(),
          advice(report.result()));
    } else {
      System.out.println("Best feasible architectures (accuracy on validation images):");
      System.out.print(table(top));
      printLimits(report.summary());
    }
    var counts = report.result().counts();
    System.out.printf(
        "%n%d trials (%d failed, %d refused, %d cancelled, %d duplicates) in %s%s. %s%nRun folder: %s%n",
        counts.trials(),
        counts.failed(),
        counts.refused(),
        counts.cancelled(),
        counts.duplicates(),
        Quantity.time(Duration.ofMillis((long) (report.summary().wallSeconds() * 1e3))),
        report.summary().replay().isPresent() ? " of simulated time" : "",
        report.summary().endMessage(),
        report.folder().path());
    report
        .summary()
        .firstEpochs()
        .filter(first -> first.aboveGuessing() > 0)
        .ifPresent(first -> System.out.printf("Losses of first epochs: %s.%n", first.text()));
    report.summary().replay().ifPresent(SearchCommand::print);
    if (!top.isEmpty() && report.summary().replay().isEmpty()) {
      System.out.printf("Next: ./epnas train %s%n", report.folder().path());
    }
  }

  /** Looser limits help only where it was not an error that ended the search. */
  private static String advice(SearchResult result) {
    boolean errors =
        result.end().reason().broken() || result.end().reason() == SearchEnd.Reason.TOO_MANY_ERRORS;
    return errors ? "" : " Maybe loosen them or give a larger --budget.";
  }

  private static void print(Summary.Replay replay) {
    if (replay.testAccuracy().isPresent() && replay.regret().isPresent()) {
      System.out.printf(
          "Test accuracy of the best in the table: %s %% after 200 epochs, %s below what is possible within the constraints.%n",
          Quantity.fixed(replay.testAccuracy().getAsDouble(), 2),
          Quantity.fixed(replay.regret().getAsDouble(), 2));
    }
  }

  private static Table table(List<Trial> top) {
    List<String> limited = LimitedResources.besides(top.getFirst());
    Table table =
        new Table("trial", "accuracy", "reward", "parameters", "FLOPs", "FLOPs/byte")
            .columns(limited)
            .columns(List.of("kind", "parent"));
    for (Trial trial : top) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  trial.id(),
                  Quantity.accuracy(trial.completed().orElseThrow().accuracy()),
                  Quantity.accuracy(trial.reward()),
                  Quantity.count(trial.cost().parameters()),
                  Quantity.count(trial.cost().flops()),
                  Quantity.fixed(trial.cost().flopsPerByte(), 2)));
      cells.addAll(LimitedResources.uses(trial, limited));
      cells.add(TrialKind.text(trial.proposal().kind(), Optional.empty()));
      cells.add(trial.proposal().parent().isPresent() ? trial.proposal().parent().getAsInt() : "-");
      table.row(cells.toArray());
    }
    return table;
  }

  private static void printLimits(Summary summary) {
    if (!summary.uses().isEmpty()) {
      System.out.printf("%nLimits, and what trial %d uses:%n", summary.bestTrial().orElseThrow());
      summary.uses().forEach(use -> System.out.println("  " + use.text()));
    }
  }
}
