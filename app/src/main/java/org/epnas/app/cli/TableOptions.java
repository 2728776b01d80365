package org.epnas.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.epnas.study.config.ConfigurationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** Flags about searches that are replayed from a table instead of training. */
final class TableOptions {
  /** The only space there are tables of. */
  static final String SPACE = "nasbench201";

  /** Flags that say how networks are trained. */
  private static final List<String> OF_TRAINING =
      List.of(
          "--data",
          "--epochs",
          "--batch-size",
          "--trial-time",
          "--inherit",
          "--device",
          "--precision",
          "--pin",
          "--mode",
          "--final-budget");

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description =
          "Replay the searches from a NAS-Bench-201 table (CSV, may be gzipped) on a simulated clock"
              + " instead of training; the space is nasbench201.")
  @Nullable Path table;

  @Option(
      names = "--table-data",
      paramLabel = "NAME",
      defaultValue = "c10",
      description = "Data set of the table: c10 or c100. Default: ${DEFAULT-VALUE}.")
  String data = "";

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

  /** The table's file, which must be there. */
  Path file() {
    if (table == null) {
      throw new ConfigurationException(
          "Flag (--table) is missing. Maybe add --table FILE with a table of NAS-Bench-201.");
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
      if (!SPACE.equals(flags.matchedOptionValue("--space", SPACE))) {
        refuse("--space");
      }
      requireFile("--table", table);
      requireFile("--latency-table", latency);
    } else if (flags.hasMatchedOption("--table-data") || latency != null) {
      throw new ConfigurationException(
          "Flags (--table-data) and (--latency-table) need (--table), which is missing. Maybe add --table FILE, or leave them out.");
    }
  }

  private void refuse(String flag) {
    throw new ConfigurationException(
        "Flag (%s) says how networks are trained, but with (--table) none is. Maybe leave one of them out."
            .formatted(flag));
  }

  private static void requireFile(String flag, @Nullable Path file) {
    if (file != null && !Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "Flag (%s) is (%s), which is no file. Maybe check the path.".formatted(flag, file));
    }
  }
}
