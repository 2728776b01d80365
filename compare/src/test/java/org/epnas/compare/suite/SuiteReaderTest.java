package org.epnas.compare.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.epnas.study.config.ConfigurationException;
import org.epnas.testkit.fuzz.ReaderFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Suites as people write them, with values of a wrong kind, and changed at random. */
class SuiteReaderTest {
  private static final String SUITE =
      """
      strategies: [epnas, random]
      seeds: 1001-1003
      tuningSeeds: 1-40
      entries:
        - {name: a, table: nasbench201, data: c10, budget: 1000s, workers: 2}
        - {name: b, table: mine.csv, budget: queries=50, constraints: ['size<=1'], seeds: 2001-2002}
      """;

  @TempDir Path folder;

  private Suite read(String text) throws IOException {
    return SuiteReader.read(Files.writeString(folder.resolve("x.yaml"), text).toString());
  }

  @Test
  void readsWhatIsThereAndTakesTheRestFromTheSuite() throws IOException {
    Suite suite = read(SUITE);

    assertThat(suite.entries()).extracting(Suite.Entry::name).containsExactly("a", "b");
    assertThat(suite.entries().getFirst().workers()).isEqualTo(2);
    assertThat(suite.strategies(suite.entries().getLast())).containsExactly("epnas", "random");
    assertThat(suite.seeds(suite.entries().getLast()).first()).isEqualTo(2001);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workers: 2 | workers: 2.5 | entries[0].workers",
        "workers: 2 | workers: two | entries[0].workers",
        "workers: 2 | worker: 2 | \"worker\"",
        "[epnas, random] | epnas | at strategies",
        "[epnas, random] | [epnas, null] | at strategies",
        "name: b | name: a | each with another name",
        "seeds: 2001-2002 | seeds: 30-50 | with 1-40 settings were chosen",
        "tuningSeeds: 1-40 | seeds: 1-40 | Duplicate",
      })
  void aValueThatCannotBeIsRefused(String right, String wrong, String message) {
    assertThat(SUITE).contains(right);

    assertThatThrownBy(() -> read(SUITE.replace(right, wrong)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void suites() {
    Path file = folder.resolve("fuzz.yaml");

    ReaderFuzz.Report report =
        new ReaderFuzz(
                List.of(SUITE.getBytes(StandardCharsets.UTF_8)),
                List.of("&a ", "*a", "<<: ", "!!int ", "- ", ": ", "{", "[", "~", "1e9", "\u0000"),
                32 << 20,
                List.of(ConfigurationException.class))
            .run(
                "yaml-suite",
                input -> {
                  Files.write(file, input);
                  SuiteReader.read(file.toString());
                });

    assertThat(report.refused()).isPositive();
  }
}
