package org.epnas.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.json.ArchitectureFile;
import org.epnas.study.json.Json;
import org.epnas.study.json.JsonFile;
import org.epnas.study.run.ArchitectureReport;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.Journals;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.Summary;
import org.epnas.study.run.TrialLine;
import org.epnas.study.text.Quantity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code epnas show}: a finished or interrupted run, or an architecture. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show the results of a run, or an architecture with the cost of each layer.")
final class ShowCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "RUN|ARCH",
      description = "A run folder, or an architecture as JSON.")
  Path what = Path.of("");

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "10",
      description = "Trials to list. Default: ${DEFAULT-VALUE}.")
  int top;

  @Option(
      names = "--failed",
      description = "List the trials of the run that failed or were refused, with their reasons.")
  boolean failed;

  @Option(
      names = "--journal",
      description =
          "Print the journal of the run as JSON lines, wherever it lies; a database is checked as a"
              + " whole.")
  boolean journal;

  @Option(
      names = "--json",
      description = "Print JSON: the summary of the run, or the cost of each layer.")
  boolean json;

  @Override
  public void run() {
    if (top < 1) {
      throw new ConfigurationException(
          "Flag (--top) is (%s) but must be at least 1. Maybe leave it out: it has a default."
              .formatted(top));
    }
    if (Files.isDirectory(what)) {
      RunFolder folder = RunFolder.open(what);
      if (failed) {
        showFailed(folder);
      } else if (journal) {
        showJournal(folder);
      } else {
        showRun(folder);
      }
    } else {
      showArchitecture(ArchitectureReport.of(ArchitectureFile.read(what)));
    }
  }

  private void showFailed(RunFolder folder) {
    List<TrialLine> lines = folder.trialLines();
    if (json) {
      System.out.println(
          Json.PRETTY.writeValueAsString(
              lines.stream().filter(line -> line.failure().isPresent()).toList()));
    } else {
      System.out.print(FailedTrials.text(lines));
    }
  }

  private static void showJournal(RunFolder folder) {
    JournalPlace place =
        JournalPlace.of(folder)
            .orElseThrow(() ->
                new ConfigurationException(
                    "Run (%s) has no journal. Maybe an earlier version made it, or it was replayed from a table."
                        .formatted(folder.path())));
    Journals.lines(place).forEach(line -> System.out.println(Json.LINE.writeValueAsString(line)));
  }

  /** Everything is read before the first line is printed: half of a run would look like one. */
  private void showRun(RunFolder folder) {
    boolean ended = Files.exists(folder.summary());
    JsonFile file =
        ended
            ? new JsonFile("Summary", folder.summary())
            : new JsonFile("Run record", folder.record());
    JsonNode figures = file.object();
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(figures));
      return;
    }
    String summary =
        ended
            ? file.explained(() -> SummaryText.of(figures))
            : "This run has not ended, or was cut off: there is no summary. Its trials so far:"
                + System.lineSeparator();
    List<Summary.Use> uses = ended ? file.explained(() -> SummaryText.uses(figures)) : List.of();
    List<TrialLine> best =
        folder.trialLines().stream().sorted(TrialLine.BEST_FIRST).limit(top).toList();
    Optional<ArchitectureReport> winner =
        Optional.of(folder.bestArchitecture())
            .filter(Files::exists)
            .map(path -> ArchitectureReport.of(ArchitectureFile.read(path)));
    System.out.println(summary);
    System.out.print(trials(best, uses));
    best.stream().filter(ShowCommand::worthAMessage).forEach(ShowCommand::printMessage);
    best.forEach(ShowCommand::printWarning);
    if (winner.isPresent()) {
      System.out.println();
      showArchitecture(winner.get());
    }
  }

  /**
   * @param uses of the best trial, which know the units
   */
  private static Table trials(List<TrialLine> lines, List<Summary.Use> uses) {
    List<String> limited = limited(lines);
    Map<String, String> units =
        uses.stream()
            .collect(
                Collectors.toMap(Summary.Use::resource, Summary.Use::unit, (first, same) -> first));
    Table table =
        new Table("trial", "accuracy", "reward", "fits", "epochs", "parameters", "FLOPs")
            .columns(List.of("FLOPs/byte"))
            .columns(limited)
            .columns(List.of("time", "kind"));
    for (TrialLine line : lines) {
      List<Object> cells =
          new ArrayList<>(
              List.of(
                  line.id(),
                  outcome(line),
                  Quantity.accuracy(line.reward()),
                  line.feasible() ? "yes" : "no",
                  line.epochs(),
                  Quantity.count(line.parameters()),
                  Quantity.count(line.flops()),
                  Quantity.fixed(line.flopsPerByte(), 2)));
      for (String resource : limited) {
        Double used = line.uses().get(resource);
        cells.add(used == null ? "-" : Quantity.use(used, units.getOrDefault(resource, "")));
      }
      cells.add(Quantity.seconds(line.seconds()));
      cells.add(TrialKind.text(line.kind(), line.sharing()));
      table.row(cells.toArray());
    }
    return table;
  }

  private static List<String> limited(List<TrialLine> lines) {
    return lines.stream()
        .flatMap(line -> line.uses().keySet().stream())
        .filter(resource -> !LimitedResources.alwaysShown(resource))
        .distinct()
        .toList();
  }

  /** The accuracy, or in one word why there is none. */
  private static String outcome(TrialLine line) {
    return line.failure()
        .map(failure -> word(failure.reason()))
        .orElseGet(
            () -> Quantity.accuracy(line.metrics().getOrDefault(Metric.VALIDATION_ACCURACY, 0.0)));
  }

  private static String word(Outcome.Reason reason) {
    return switch (reason) {
      case OVER_LIMIT -> "refused";
      case CANCELLED -> "cancelled";
      case DIVERGED -> "diverged";
      case TIMED_OUT -> "timed-out";
      case OUT_OF_MEMORY -> "no-memory";
      case HUNG -> "hung";
      case LOST -> "lost";
      case PLUGIN_FAILED, DEVICE_FAILED, STORAGE_FAILED, ERROR -> "failed";
    };
  }

  /** One that the end cut off is no failure to be explained. */
  private static boolean worthAMessage(TrialLine line) {
    return line.failure().filter(failed -> failed.reason() != Outcome.Reason.CANCELLED).isPresent();
  }

  private static void printMessage(TrialLine line) {
    System.out.printf("trial %s: %s%n", line.id(), line.failure().orElseThrow().message());
  }

  private static void printWarning(TrialLine line) {
    line.firstEpochWarning()
        .ifPresent(warning -> System.out.printf("trial %s: %s%n", line.id(), warning));
  }

  private void showArchitecture(ArchitectureReport report) {
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(report));
      return;
    }
    Table table = new Table("layer", "operation", "inputs", "output", "parameters", "FLOPs");
    for (ArchitectureReport.Row row : report.layers()) {
      table.row(
          row.name(),
          row.operation(),
          row.inputs().stream().collect(Collectors.joining(" ")),
          row.output(),
          Quantity.count(row.parameters()),
          Quantity.count(row.flops()));
    }
    table.row(
        "total",
        "",
        "",
        Quantity.fixed(report.flopsPerByte(), 2) + " FLOPs/byte",
        Quantity.count(report.parameters()),
        Quantity.count(report.flops()));
    System.out.print(table);
  }
}
