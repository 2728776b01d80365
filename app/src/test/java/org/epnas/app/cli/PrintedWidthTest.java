package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that a person reads on standard output fits into {@link TextWidth#USUAL} columns. */
class PrintedWidthTest {
  @TempDir static Path shared;
  private static String searched = "";

  @BeforeAll
  static void search() throws IOException {
    Path data = SyntheticImages.write(shared.resolve("data"), 60, 20);
    // Every resource, so that there are as many columns as can be.
    searched =
        printed(
            "search",
            "--data=" + data,
            "--device=reference",
            "--batch-size=10",
            "--budget=trials=3",
            "--constraint=parameters<=150k",
            "--constraint=flops<=100M",
            "--constraint=intensity>=1",
            "--constraint=latency<=9000",
            "--constraint=size<=9",
            "--run=" + shared.resolve("run"));
    SyntheticTable.write(shared.resolve("table.csv"));
  }

  @Test
  void aSearch() {
    assertThat(searched).contains("latency", "Run folder: ");
    assertFits(searched);
  }

  @Test
  void aRunWithItsTrialsAndLayers() {
    String shown = printed("show", shared.resolve("run").toString());

    assertThat(shown).contains("fits", "latency", "classifier");
    assertFits(shown);
  }

  @Test
  void aReplayFromATable() {
    assertFits(
        printed(
            "search",
            "--table=" + shared.resolve("table.csv"),
            "--budget=1500s",
            "--run=" + shared.resolve("replay")));
  }

  @Test
  void aTraining() {
    assertFits(
        printed(
            "train",
            shared.resolve("run").toString(),
            "--device=reference",
            "--batch-size=10",
            "--budget=epochs=1",
            "--run=" + shared.resolve("trained")));
  }

  @Test
  void aComparison() {
    assertFits(
        printed(
            "compare",
            "--table=" + shared.resolve("table.csv"),
            "--strategies=epnas-random-ranking,evolution,random",
            "--seeds=3",
            "--budget=1500s",
            "--out=" + shared.resolve("compared")));
  }

  @Test
  void theEvidenceForThePredictor() {
    assertFits(
        printed(
            "predictor",
            "--table=" + shared.resolve("table.csv"),
            "--seeds=2",
            "--held-out=10",
            "--samples=10",
            "--budget=1500s",
            "--out=" + shared.resolve("evidence")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "devices", "doctor", "doctor --verbose"})
  void whatThereIs(String command) {
    assertFits(printed(command.split(" ", -1)));
  }

  @Test
  void theSelfTestOfAGpu() {
    assertFits(new SelfTestText(SelfTestReports.passed()).plain());
    assertFits(new SelfTestText(SelfTestReports.failed()).plain());
    assertFits(new SelfTestText(SelfTestReports.lost()).plain());
    assertFits(new SelfTestText(SelfTestReports.interrupted()).plain());
  }

  static Stream<List<String>> helps() {
    List<List<String>> helps = new ArrayList<>(List.of(List.of("--help")));
    CommandModel.names().stream()
        .filter(name -> !name.equals("help"))
        .forEach(name -> helps.add(List.of(name, "--help")));
    return helps.stream();
  }

  @ParameterizedTest
  @MethodSource("helps")
  void everyHelpText(List<String> arguments) {
    assertFits(printed(arguments.toArray(String[]::new)));
  }

  private static String printed(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  /** All lines, those with a file's name excepted, which may be as long as it likes. */
  private static void assertFits(String text) {
    assertThat(text).isNotBlank();
    assertThat(text.lines().filter(line -> !line.contains(shared.toString())))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TextWidth.USUAL));
  }
}
