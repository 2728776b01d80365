package org.epnas.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.text.Reachable;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.tabular.InvalidTableException;
import org.epnas.tabular.TableFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Flags about searches that are replayed from a table instead of training. */
final class TableOptions {
  /** Flags of training that mean something in a table, too. */
  private static final Set<String> OF_BOTH = Set.of("--workers");

  /** Flags that say how networks are trained. */
  private static final List<String> OF_TRAINING =
      Stream.concat(
              Stream.of("--data", "--final-budget"),
              Stream.of(new TrialOptions(), new DeviceOptions())
                  .flatMap(options -> CommandSpec.forAnnotatedObject(options).options().stream())
                  .map(OptionSpec::longestName)
                  .filter(flag -> !OF_BOTH.contains(flag)))
          .toList();

  @Option(
      names = "--table",
      paramLabel = "NAME|FILE",
      description =
          "Replay the searches from a table of trained networks on a simulated clock instead of training:"
              + " nasbench201, nasbench101, transnas-micro in --table-folder, or a CSV file (may be"
              + " gzipped), described by a YAML file of the same name beside it.")
  @Nullable String table;

  @Option(
      names = "--table-folder",
      paramLabel = "DIR",
      description = "Where tables lie that are named. Default: $EPNAS_TABLES.")
  @Nullable Path folder;

  @Option(
      names = "--table-data",
      paramLabel = "NAME",
      description =
          "Task of the table, for example c10, c100 or in16. Default: the first of its description.")
  @Nullable String data;

  @Option(
      names = "--latency-table",
      paramLabel = "FILE",
      description =
          "Latencies of the table's networks (CSV, may be gzipped): each column DEVICE can be limited"
              + " as latency_DEVICE<=5ms.")
  @Nullable Path latency;

  boolean given() {
    return table != null;
  }

  /** What is replayed. */
  Evaluation.Replayed replayed(int workers) {
    return new Evaluation.Replayed(
        name(),
        Optional.ofNullable(folder),
        Optional.ofNullable(data),
        Optional.ofNullable(latency),
        workers);
  }

  /** The table's name or file. */
  String name() {
    if (table == null) {
      throw new ConfigurationException(
          "Flag (--table) is missing. Maybe add --table nasbench201, or --table FILE with a table.");
    }
    return table;
  }

  /**
   * @throws ConfigurationException if flags of training and of tables are mixed, or a file is not
   *     there
   */
  void check(ParseResult flags) {
    if (given()) {
      OF_TRAINING.stream().filter(flags::hasMatchedOption).findFirst().ifPresent(this::refuse);
      checkSpace(flags.matchedOptionValue("--space", null));
      requireFile("--latency-table", latency);
    } else if (data != null || latency != null || folder != null) {
      throw new ConfigurationException(
          "Flags (--table-data), (--table-folder) and (--latency-table) need (--table), which is missing. Maybe add --table FILE, or leave them out.");
    }
  }

  /** The table says which space is searched. */
  private void checkSpace(@Nullable String space) {
    if (space == null) {
      return;
    }
    try {
      TableFiles files = TableFiles.find(name(), Optional.ofNullable(folder));
      if (!space.equals(files.description().space())) {
        throw new ConfigurationException(
            "Space (%s) is not the one of table (%s), whose networks are of (%s). Maybe leave the space out."
                .formatted(space, name(), files.description().space()));
      }
    } catch (InvalidTableException e) {
      throw new ConfigurationException(e.getMessage(), e);
    }
  }

  private void refuse(String flag) {
    throw new ConfigurationException(
        "Flag (%s) says how networks are trained, but with (--table) none is. Maybe leave one of them out."
            .formatted(flag));
  }

  private static void requireFile(String flag, @Nullable Path file) {
    try {
      if (file != null && !Reachable.isFile(file)) {
        throw new ConfigurationException(
            "Flag (%s) is (%s), which is no file. Maybe check the path.".formatted(flag, file));
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          "Flag (%s) is (%s), which cannot be read: %s. Maybe check its permissions."
              .formatted(flag, file, IoReason.of(e, file)),
          e);
    }
  }
}
