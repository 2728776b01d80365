package org.epnas.app.cli;

import java.util.List;
import org.epnas.study.config.LimitConfiguration;
import org.epnas.study.config.ObjectiveConfiguration;
import picocli.CommandLine.Option;

/** Flags about what is searched: images, networks and limits. */
final class TaskOptions {
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
          "Search space: layerwise edits the whole network, cell edits a cell that is stacked, nasbench201"
              + " chooses the operations of the NAS-Bench-201 cell. Default: ${DEFAULT-VALUE}.")
  String space = "";

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
      names = "--objective",
      paramLabel = "NAME",
      defaultValue = "accuracy",
      description =
          "What is searched for: accuracy, or accuracy and up to three resources, for example --objective"
              + " accuracy --objective latency; any resource of 'epnas list' or column of the table. May be"
              + " repeated. Default: ${DEFAULT-VALUE}.")
  List<String> objectives = List.of();

  @Option(
      names = "--reference",
      paramLabel = "NAME=VALUE",
      description =
          "With several objectives: from where the hypervolume is measured, accuracy=0.5 or latency=5ms. May"
              + " be repeated. Default: a table's median accuracy and worst uses; without a table that of"
              + " guessing and the search's worst uses.")
  List<String> reference = List.of();

  /**
   * The limits, none for the word none.
   *
   * @param wanted whether the limits hold: those of trained searches by default are no default in a
   *     table
   */
  LimitConfiguration limits(boolean wanted) {
    return new LimitConfiguration(
        wanted ? constraints.stream().filter(limit -> !limit.equals("none")).toList() : List.of(),
        penalty,
        new ObjectiveConfiguration(objectives, reference));
  }
}
