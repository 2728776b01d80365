package org.epnas.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.epnas.app.progress.TrainProgress;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.config.TrainConfiguration;
import org.epnas.study.json.Json;
import org.epnas.study.session.TrainReport;
import org.epnas.study.session.TrainSession;
import org.epnas.study.text.Quantity;
import org.epnas.training.trainer.TrainingFailedException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code epnas train}: an architecture to the end, tested once. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train the best architecture of a run, an architecture file or a baseline network on the whole"
          + " training set and report its test accuracy once."
    })
final class TrainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "RUN|ARCH|NAME",
      description =
          "A run folder, an architecture as JSON, or a baseline network such as mobilenetv2 or"
              + " mobilenetv2:0.5 (of half the width).")
  String what = "";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "YAML run file: these flags without the dashes.")
  @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "NAME|DIR",
      description = "Data set; default: the one of the run, or else the bundled one.")
  @Nullable String data;

  @Option(
      names = "--budget",
      paramLabel = "BUDGET",
      defaultValue = "epochs=30",
      description =
          "epochs=30, or a time such as 40m: the epochs that fit are found from the first steps."
              + " Default: ${DEFAULT-VALUE}.")
  String budget = "";

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "64",
      description = "Images per training step. Default: ${DEFAULT-VALUE}.")
  int batchSize;

  @Option(
      names = "--warm-start",
      description = "Start from the weights that the search found instead of from scratch.")
  boolean warmStart;

  @Mixin DeviceOptions device = new DeviceOptions();

  @Mixin SeedOption seed = new SeedOption();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Folder for the trained network, new or empty. Default: runs/DATE-train.")
  @Nullable Path run;

  @Option(names = "--json", description = "Print the result as JSON on standard output.")
  boolean json;

  @Override
  public Integer call() {
    TrainSession session =
        TrainSession.prepare(
            what,
            new TrainConfiguration(
                data,
                budget,
                batchSize,
                warmStart,
                device.device,
                device.precision,
                device.pin,
                device.mode,
                seed.seed),
            run);
    TrainReport report;
    try (Interrupt interrupt = new Interrupt();
        TrainProgress progress = new TrainProgress(session.timeBudget())) {
      report = session.run(progress, interrupt.cancellation());
    } catch (TrainingFailedException e) {
      System.err.println("epnas: " + e.getMessage());
      return e.reason() == Outcome.Reason.CANCELLED
          ? EpnasCommand.INTERRUPTED
          : EpnasCommand.FAILURE;
    }
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(report));
    } else {
      System.out.printf(
          "Test accuracy %s after %s epochs in %s (%s parameters). Results in %s%n",
          Quantity.accuracy(report.testAccuracy()),
          report.epochs(),
          Quantity.time(Duration.ofMillis((long) (report.wallSeconds() * 1e3))),
          Quantity.count(report.parameters()),
          session.folder());
    }
    return 0;
  }
}
