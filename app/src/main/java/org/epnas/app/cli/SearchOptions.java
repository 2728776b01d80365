package org.epnas.app.cli;

import java.nio.file.Path;
import java.util.List;
import org.epnas.app.config.SearchConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The flags of {@code epnas search}; a run file uses the same names. */
final class SearchOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "YAML run file: these flags without the dashes. A flag on the command line wins.")
  @Nullable Path config;

  @Option(
      names = "--data",
      paramLabel = "NAME|DIR",
      defaultValue = "fashion-mnist-10k",
      description =
          "A data set that 'epnas list' shows, or a folder of IDX files, CIFAR binaries or a folder of"
              + " images per class. Default: ${DEFAULT-VALUE} (bundled).")
  String data = "";

  @Option(
      names = "--space",
      paramLabel = "NAME",
      defaultValue = "layerwise",
      description =
          "Search space: layerwise edits the whole network, cell edits a cell that is stacked. Default: ${DEFAULT-VALUE}.")
  String space = "";

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      defaultValue = "epnas",
      description = "epnas, or random as its baseline. Default: ${DEFAULT-VALUE}.")
  String strategy = "";

  @Option(
      names = "--constraint",
      paramLabel = "LIMIT",
      defaultValue = "parameters<=150k",
      description =
          "For example \"parameters<=1M\", \"flops<=100M\", \"intensity>=4\", \"latency<=5ms\"; '!' at the end"
              + " makes the limit hard: a network over it is refused before training. May be repeated."
              + " \"none\" for no limit. Default: ${DEFAULT-VALUE}.")
  List<String> constraints = List.of();

  @Option(
      names = "--penalty",
      paramLabel = "NAME",
      defaultValue = "exponential",
      description =
          "How a soft limit lowers the reward; see 'epnas list'. Default: ${DEFAULT-VALUE}.")
  String penalty = "";

  @Option(
      names = "--budget",
      paramLabel = "BUDGET",
      defaultValue = "3m",
      description =
          "When to stop: a time (90s, 10m, 2h), trials=50, epochs=200, or several with commas, whichever"
              + " comes first. Default: ${DEFAULT-VALUE}.")
  String budget = "";

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
      names = "--slots",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Candidates trained at the same time; they share the processor's cores. Default: ${DEFAULT-VALUE}.")
  int slots;

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

  @Mixin DeviceOptions device = new DeviceOptions();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description = "Run folder, new or empty. Default: runs/DATE-STRATEGY.")
  @Nullable Path run;

  @Option(names = "--json", description = "Print the summary as JSON on standard output.")
  boolean json;

  SearchConfiguration configuration() {
    return new SearchConfiguration(
        data,
        space,
        strategy,
        constraints.stream().filter(limit -> !limit.equals("none")).toList(),
        penalty,
        budget,
        epochs,
        batchSize,
        slots,
        trialTime,
        inherit,
        device.device,
        device.precision,
        device.mode,
        device.seed);
  }
}
