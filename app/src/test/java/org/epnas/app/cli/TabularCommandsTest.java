package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.epnas.study.json.Json;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Comparisons and the predictor's evidence on a made-up table, through the command line. */
class TabularCommandsTest {
  @TempDir static Path shared;
  private static Path table;
  private static Path latencies;

  @TempDir Path folder;

  @BeforeAll
  static void writeTables() throws IOException {
    table = SyntheticTable.write(shared.resolve("table.csv"));
    latencies = SyntheticTable.writeLatencies(shared.resolve("latency.csv"));
  }

  @Test
  void aComparisonIsTheSameAgainAndCountsSimulatedSeconds() {
    JsonNode first = compare("a", "--seeds", "3", "--budget", "3000s");
    JsonNode again = compare("b", "--seeds", "3", "--budget", "3000s");
    JsonNode random = first.at("/strategies/random");

    assertThat(again).isEqualTo(first);
    assertThat(first.get("measure").asString()).isEqualTo("testAccuracyPercent");
    assertThat(first.at("/settings/--constraint").asString()).isEqualTo("none");
    // 12.35 epochs of 10 s each make 123.5 s: of 24 and a bit trainings, 24 end in 3,000 s.
    assertThat(random.get("trials").asDouble()).isCloseTo(24, within(1e-9));
    assertThat(random.get("searchSeconds").asDouble()).isCloseTo(3000, within(1e-6));
    assertThat(random.get("utilisation").asDouble()).isCloseTo(1, within(1e-9));
    // The best that exists has 50 + 24 + 9.
    assertThat(random.get("mean").asDouble() + random.get("regret").asDouble())
        .isCloseTo(83, within(1e-9));
  }

  /** 123.5 s each: 8 trainings end within 1,000 s, and it is judged by the best of these. */
  @Test
  void aMarkJudgesASearchAsIfItHadEndedThere() {
    JsonNode whole = compare("whole", "--seeds", "3", "--budget", "3000s", "--marks", "1000s");
    JsonNode ended = compare("ended", "--seeds", "3", "--budget", "1000s");
    JsonNode mark = whole.at("/strategies/random/marks/1000s");
    JsonNode end = ended.at("/strategies/random");

    // Random search does not plan with its budget. The first 8 are feasible whatever they are.
    for (String figure : List.of("/mean", "/validationRegret/mean", "/area/mean")) {
      assertThat(mark.at(figure).asDouble()).isCloseTo(end.at(figure).asDouble(), within(1e-9));
    }
    assertThat(mark.get("infeasible").asInt()).isZero();
    assertThat(whole.at("/settings/--marks").asString()).isEqualTo("1000s");
  }

  @Test
  void aMarkThatIsNoneIsRefused() {
    for (String mark : List.of("3000s", "trials=5", "soon")) {
      CommandRun run =
          CommandRun.of(
              arguments("compare", "m", "--budget", "3000s", "--marks", mark)
                  .toArray(String[]::new));
      assertThat(run.status()).as(mark).isEqualTo(2);
      assertThat(run.err()).as(mark).contains(mark).hasLineCount(1);
    }
  }

  @Test
  void whatIsPrintedFitsIntoEightyColumns() {
    List<String> arguments =
        arguments("compare", "wide", "--seeds", "3", "--budget", "1500s", "--marks", "600s");
    arguments.addAll(List.of("--strategies", "epnas-random-ranking,evolution"));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> !line.contains(folder.toString())))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    assertThat(run.out())
        .contains("validation regret", "95 % interval", "Holm", "area under curve", "Mean ranks")
        .contains("by final rule", "Had the searches ended after 600s");
  }

  @Test
  void aHardLatencyLimitHoldsAndRegretIsToTheBestWithinIt() {
    JsonNode summary =
        compare(
            "limited",
            "--seeds",
            "2",
            "--budget",
            "2000s",
            "--latency-table",
            latencies.toString(),
            "--constraint",
            "latency_toy<=13ms!");
    JsonNode random = summary.at("/strategies/random");

    assertThat(random.get("infeasible").asInt()).isZero();
    // At most 13 ms allow a worth of 12, so 50 + 12 + 9 is the best.
    assertThat(random.get("max").asDouble()).isLessThanOrEqualTo(71);
    assertThat(random.get("mean").asDouble() + random.get("regret").asDouble())
        .isCloseTo(71, within(1e-9));
  }

  @Test
  void anotherTableInTheSameFolderIsRefused() throws IOException {
    compare("same", "--seeds", "1", "--budget", "500s");
    Path other = SyntheticTable.writeLatencies(folder.resolve("other.csv"));
    CommandRun run =
        CommandRun.of(
            arguments(
                    "compare",
                    "same",
                    "--seeds",
                    "1",
                    "--budget",
                    "500s",
                    "--strategies",
                    "random",
                    "--latency-table",
                    other.toString())
                .toArray(String[]::new));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--latency-table is (sha256:", "was (none)").hasLineCount(1);
  }

  @Test
  void thePredictorIsAskedForWhatItNeverSaw() {
    CommandRun run =
        CommandRun.of(
            arguments(
                    "predictor",
                    "evidence",
                    "--seeds",
                    "2",
                    "--held-out",
                    "40",
                    "--samples",
                    "10,60",
                    "--budget",
                    "1500s",
                    "--json")
                .toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isZero();
    JsonNode report = Json.PRETTY.readTree(run.out());
    JsonNode few = report.at("/evidence/bySamples/0");
    JsonNode many = report.at("/evidence/bySamples/1");
    assertThat(report.at("/evidence/heldOut").asInt()).isEqualTo(40);
    assertThat(many.get("samples").asInt()).isEqualTo(60);
    assertThat(many.at("/calibration/n").asInt()).isEqualTo(80);
    assertThat(many.get("bins")).hasSize(5);
    // The table follows a simple rule, so the order is learned, and better from more.
    assertThat(many.at("/spearman/mean").asDouble())
        .isGreaterThan(0.6)
        .isGreaterThan(few.at("/spearman/mean").asDouble());
    assertThat(many.at("/spearman/standardError").asDouble()).isPositive();
    assertThat(report.at("/ablation/strategies/epnas-random-ranking/pairs").asInt()).isEqualTo(2);
    assertThat(folder.resolve("evidence/predictor.json")).exists();
  }

  private JsonNode compare(String out, String... flags) {
    List<String> arguments = arguments("compare", out, flags);
    arguments.addAll(List.of("--strategies", "random", "--json"));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return Json.PRETTY.readTree(run.out());
  }

  private List<String> arguments(String command, String out, String... flags) {
    return new ArrayList<>(
        Stream.concat(
                Stream.of(
                    command, "--table", table.toString(), "--out", folder.resolve(out).toString()),
                Stream.of(flags))
            .toList());
  }
}
