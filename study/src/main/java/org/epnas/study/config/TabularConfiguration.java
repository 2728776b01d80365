package org.epnas.study.config;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches that are replayed from a table; the components are flags of {@code epnas compare}.
 *
 * @param table accuracies and training times: a name, a CSV file or the YAML file that describes
 *     one
 * @param tableFolder in which named tables lie
 * @param tableData which task of it, for example {@code c10}; the first unless set
 * @param latencyTable measured latencies, for constraints on them
 * @param budget of each search, its time simulated, or {@code queries=N}; the table's usual one
 *     unless set
 * @param workers of each search, simulated; {@code slots} in the records of earlier versions
 */
public record TabularConfiguration(
    String table,
    @Nullable Path tableFolder,
    @Nullable String tableData,
    @Nullable Path latencyTable,
    List<String> constraints,
    String penalty,
    @Nullable String budget,
    @JsonAlias("slots") int workers) {
  /**
   * @throws ConfigurationException if a number is out of its range
   */
  public TabularConfiguration {
    constraints = List.copyOf(constraints);
    if (workers < 1) {
      throw new ConfigurationException(
          "Flag (--workers) is (%s) but must be at least 1. Maybe leave it out: it has a default."
              .formatted(workers));
    }
  }
}
