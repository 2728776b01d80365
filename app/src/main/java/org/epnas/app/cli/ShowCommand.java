package org.epnas.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.epnas.kernel.trial.Metric;
import org.epnas.study.json.ArchitectureFile;
import org.epnas.study.json.Json;
import org.epnas.study.run.ArchitectureReport;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.TrialJournal;
import org.epnas.study.run.TrialLine;
import org.epnas.study.text.Quantity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
      names = "--json",
      description = "Print JSON: the summary of the run, or the cost of each layer.")
  boolean json;

  @Override
  public void run() {
    try {
      if (Files.isDirectory(what)) {
        showRun(RunFolder.open(what));
      } else {
        showArchitecture(ArchitectureReport.of(ArchitectureFile.read(what)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void showRun(RunFolder folder) throws IOException {
    if (json) {
      System.out.print(
          Files.readString(Files.exists(folder.summary()) ? folder.summary() : folder.record()));
      return;
    }
    if (Files.exists(folder.summary())) {
      Map<?, ?> summary = Json.PRETTY.readValue(Files.readString(folder.summary()), Map.class);
      summary.forEach((name, value) -> System.out.printf("%-16s %s%n", name, value));
    } else {
      System.out.println(
          "This run has not ended, or was cut off: there is no summary. Its trials so far:");
    }
    System.out.println();
    System.out.print(trials(TrialJournal.read(folder.trials())));
    if (Files.exists(folder.bestArchitecture())) {
      System.out.println();
      showArchitecture(ArchitectureReport.of(ArchitectureFile.read(folder.bestArchitecture())));
    }
  }

  private Table trials(List<TrialLine> lines) {
    Table table =
        new Table(
            "trial",
            "kind",
            "accuracy",
            "reward",
            "feasible",
            "epochs",
            "parameters",
            "FLOPs",
            "FLOPs/byte",
            "seconds",
            "failure");
    lines.stream()
        .sorted(
            Comparator.comparing(TrialLine::competes)
                .reversed()
                .thenComparing(Comparator.comparingDouble(ShowCommand::accuracy).reversed())
                .thenComparingInt(TrialLine::id))
        .limit(top)
        .forEach(line ->
            table.row(
                line.id(),
                line.sharing().map(use -> line.kind() + "/" + use).orElse(line.kind().name()),
                line.failure().isPresent() ? "-" : Quantity.accuracy(accuracy(line)),
                Quantity.accuracy(line.reward()),
                line.feasible() ? "yes" : "no",
                line.epochs(),
                Quantity.count(line.parameters()),
                Quantity.count(line.flops()),
                "%.2f".formatted(line.flopsPerByte()),
                "%.1f".formatted(line.seconds()),
                line.failure().map(TrialLine.Failure::message).orElse("")));
    return table;
  }

  private static double accuracy(TrialLine line) {
    return line.metrics().getOrDefault(Metric.VALIDATION_ACCURACY, 0.0);
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
        "%.2f FLOPs/byte".formatted(report.flopsPerByte()),
        Quantity.count(report.parameters()),
        Quantity.count(report.flops()));
    System.out.print(table);
  }
}
