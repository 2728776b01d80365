package org.epnas.app.cli;

import java.util.Optional;
import org.epnas.study.config.TrialConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Flags about how a candidate is evaluated. */
final class TrialOptions {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Epochs of a candidate's first, short training. Default: ${DEFAULT-VALUE}.")
  int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per training step. Default: ${DEFAULT-VALUE}.")
  int batchSize;

  @Option(
      names = {"--workers", "--slots"},
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Candidates trained at the same time; they share the processor's cores. --slots is the older name. Default: ${DEFAULT-VALUE}.")
  int workers;

  @Option(
      names = "--trial-time",
      paramLabel = "TIME",
      description = "Time limit of one trial, for example 5m. Default: none.")
  @Nullable String trialTime;

  @Option(
      names = "--inherit",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "Candidates start from their parent's weights. Default: on; --no-inherit trains each from scratch.")
  boolean inherit;

  @Option(
      names = "--hang-limit",
      paramLabel = "TIME",
      defaultValue = TrialConfiguration.USUAL_HANG_LIMIT,
      description =
          "A trial that gives no sign of life for so long is given up; none waits for ever. Default: ${DEFAULT-VALUE}.")
  String hangLimit = TrialConfiguration.USUAL_HANG_LIMIT;

  @Option(
      names = "--isolate",
      description =
          "Each worker trains in a process of its own, so that a crash of native code costs one trial and not the search.")
  boolean isolate;

  TrialConfiguration configuration() {
    return new TrialConfiguration(
        epochs, batchSize, workers, Optional.ofNullable(trialTime), hangLimit, inherit, isolate);
  }
}
