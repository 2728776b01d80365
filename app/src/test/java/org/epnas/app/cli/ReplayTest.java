package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.searchspaces.nasbench201.Cell;
import org.epnas.study.json.Json;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.TrialJournal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Searches that are replayed from a made-up table, through the command line. */
class ReplayTest {
  private static final String HEADER =
      "arch_index,arch_str,c10_val_12ep,c10_val_200ep,c10_test_200ep,c100_val_12ep,c100_val_200ep,"
          + "c100_test_200ep,c10_train_sec_per_epoch,c100_train_sec_per_epoch";

  @TempDir static Path shared;

  private static Path table;

  @TempDir Path folder;

  /** An epoch takes 10 s; the test accuracy is the code of the cell in units of 1/200 percent. */
  @BeforeAll
  static void table() throws IOException {
    Stream<String> rows =
        IntStream.range(0, Cell.COUNT)
            .mapToObj(code ->
                "%d,%s,%s,90,%s,10,20,30,10,20"
                    .formatted(code, Cell.ofCode(code), code / 400.0, code / 200.0));
    table =
        Files.write(shared.resolve("table.csv"), Stream.concat(Stream.of(HEADER), rows).toList());
  }

  @Test
  void replayLeavesARunFolderThatSaysSo() throws IOException {
    Path run = folder.resolve("run");
    // One training takes 123.5 s: 16 end in 2000 s, two at a time.
    CommandRun search = search(run, "--budget", "2000s", "--slots", "2", "--json");

    assertThat(search.status()).as(search.err()).isZero();
    JsonNode summary = Json.PRETTY.readTree(search.out());
    assertThat(summary.get("wallSeconds").asDouble()).isEqualTo(2000);
    assertThat(summary.get("trials").asInt()).isEqualTo(2 * 17);
    assertThat(summary.get("device").asString()).contains("simulated");
    assertThat(summary.get("data").asString()).isEqualTo("c10");
    double test = 2 * 100 * summary.get("bestAccuracy").asDouble();
    assertThat(summary.get("replay").get("testAccuracy").asDouble()).isCloseTo(test, within(1e-6));
    assertThat(TrialJournal.read(RunFolder.open(run).trials())).hasSize(2 * 17);
    assertThat(run.resolve("best.json")).exists();
  }

  @Test
  void theReportNamesSimulatedTimeAndTheTestAccuracy() throws IOException {
    CommandRun search =
        search(folder.resolve("run"), "--budget", "trials=3", "--table-data", "c100");

    assertThat(search.status()).as(search.err()).isZero();
    assertThat(search.out().replaceAll("\\s+", " "))
        .contains("of simulated time")
        .contains("Test accuracy of the best in the table: 30.00 %, 0.00 below");
  }

  @Test
  void aLatencyOfTheTableCanBeLimited() throws IOException {
    List<String> lines = new ArrayList<>(List.of("arch_index,phone"));
    IntStream.range(0, Cell.COUNT).forEach(code -> lines.add(code + "," + (1 + code % 7)));
    Path latencies = Files.write(folder.resolve("latency.csv"), lines);

    CommandRun search =
        search(
            folder.resolve("run"),
            "--budget",
            "trials=5",
            "--latency-table",
            latencies.toString(),
            "--constraint",
            "latency_phone<=3!",
            "--json");

    assertThat(search.status()).as(search.err()).isZero();
    assertThat(Json.PRETTY.readTree(search.out()).get("constraints").get(0).asString())
        .isEqualTo("latency_phone<=3!");
  }

  @ParameterizedTest
  @CsvSource({
    "--space, cell, Space (cell) is not the one of table",
    "--epochs, 12, Flag (--epochs) says how networks are trained",
    "--table-data, cifar, 'Table data (cifar) is unknown. Maybe use one of [c10, c100, in16].'",
    "--strategy, luck, Strategy (luck) is unknown",
    "--constraint, latency_phone<=5ms, latency_phone",
    "--table, absent.csv, absent.csv"
  })
  void refusesWhatATableCannotReplay(String flag, String value, String message) {
    CommandRun search = search(folder.resolve("run"), flag, value);

    assertThat(search.status()).isEqualTo(2);
    assertThat(search.err()).contains(message);
    assertThat(folder.resolve("run")).doesNotExist();
  }

  private static CommandRun search(Path run, String... flags) {
    List<String> given = List.of(flags);
    List<String> arguments = new ArrayList<>(List.of("search", "--run", run.toString()));
    if (!given.contains("--strategy")) {
      arguments.addAll(List.of("--strategy", "random"));
    }
    if (!given.contains("--space")) {
      arguments.addAll(List.of("--space", "nasbench201"));
    }
    if (!given.contains("--table")) {
      arguments.addAll(List.of("--table", table.toString()));
    }
    arguments.addAll(given);
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
