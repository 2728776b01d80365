package org.epnas.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.epnas.app.progress.TrainProgress;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.config.TrainConfiguration;
import org.epnas.study.json.Json;
import org.epnas.study.run.RunPlace;
import org.epnas.study.session.Interrupt;
import org.epnas.study.session.TrainReport;
import org.epnas.study.session.TrainSession;
import org.epnas.study.session.UnfinishedTraining;
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
final class TrainCommand implements Callable<Integer>, LeavesResults {
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

  private Optional<Path> folder = Optional.empty();

  @Override
  public Integer call() {
    try (TrainSession session = prepare()) {
      folder = Optional.of(session.folder());
      return train(session);
    }
  }

  private int train(TrainSession session) {
    try (Interrupt interrupt = ShutdownHooks.interrupt(session.folder())) {
      int status = train(session, interrupt);
      session.unwritten().forEach(file -> System.err.println("epnas: " + file));
      return status == 0 && !session.unwritten().isEmpty() ? EpnasCommand.FAILURE : status;
    }
  }

  private TrainSession prepare() {
    return TrainSession.prepare(
        what,
        new TrainConfiguration(
            Optional.ofNullable(data),
            budget,
            batchSize,
            warmStart,
            device.configuration(),
            seed.seed),
        RunPlace.of(run, "train"));
  }

  /** Trains and prints what came out, which an interrupt waits for. */
  private int train(TrainSession session, Interrupt interrupt) {
    TrainReport report;
    try (TrainProgress progress = new TrainProgress(session.timeBudget())) {
      report = session.run(progress, interrupt.cancellation());
    } catch (TrainingFailedException e) {
      printUnfinished(session.unfinished(e));
      return e.reason() == Outcome.Reason.CANCELLED
          ? EpnasCommand.INTERRUPTED
          : EpnasCommand.FAILURE;
    }
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(report));
    } else {
      System.out.printf(
          "Test accuracy %s after %s epochs in %s (%s parameters).%nResults in %s%n",
          Quantity.accuracy(report.testAccuracy()),
          report.epochs(),
          Quantity.time(Duration.ofMillis((long) (report.wallSeconds() * 1e3))),
          Quantity.count(report.parameters()),
          session.folder());
    }
    return 0;
  }

  /** Why it ended goes to standard error, what is left of it to standard output. */
  private void printUnfinished(UnfinishedTraining left) {
    System.err.println("epnas: " + left.end());
    if (json) {
      System.out.println(Json.PRETTY.writeValueAsString(left));
    } else {
      System.out.println(
          left.weights()
              .map(file ->
                  "Not tested. The weights after %s whole epochs lie in %s"
                      .formatted(left.epochs(), file))
              .orElse("Not tested. No epoch was whole, so there are no weights."));
    }
  }

  @Override
  public Optional<Path> results() {
    return folder;
  }
}
