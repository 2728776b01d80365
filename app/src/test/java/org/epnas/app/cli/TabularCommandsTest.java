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
  private static final List<String> OBJECTIVES =
      List.of("--objective", "accuracy", "--objective", "latency_toy", "--objective", "parameters");

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

  /** The front in text and JSON, and what every objective is. */
  @Test
  void severalObjectivesAreComparedByHypervolume() {
    List<String> arguments =
        arguments("compare", "front", "--seeds", "2", "--budget", "queries=30");
    arguments.addAll(OBJECTIVES);
    arguments.addAll(List.of("--latency-table", latencies.toString(), "--strategies", "bo,nsga2"));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> !line.contains(folder.toString())))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    JsonNode summary =
        Json.PRETTY.readTree(folder.resolve("front").resolve("summary.json").toFile());
    assertThat(summary.at("/settings/--objective").asString())
        .isEqualTo("accuracy, latency_toy, parameters");
    for (String strategy : List.of("bo", "nsga2", "random")) {
      assertThat(summary.at("/strategies/" + strategy + "/hypervolume/mean").asDouble())
          .as(strategy)
          .isBetween(10.0, 100.0 + 1e-9);
    }
    assertThat(summary.at("/strategies/bo/hypervolume/mean").asDouble())
        .isGreaterThan(summary.at("/strategies/random/hypervolume/mean").asDouble());
    assertThat(run.out()).contains("hypervolume", "percent of the exact front of the table");
  }

  @Test
  void aSearchForSeveralObjectivesShowsItsFront() {
    Path place = folder.resolve("run");
    List<String> arguments =
        new ArrayList<>(
            List.of("search", "--table", table.toString(), "--budget", "queries=30", "--strategy"));
    arguments.addAll(List.of("nsga2", "--run", place.toString()));
    arguments.addAll(OBJECTIVES);
    arguments.addAll(List.of("--latency-table", latencies.toString()));
    CommandRun search = CommandRun.of(arguments.toArray(String[]::new));
    CommandRun shown = CommandRun.of("show", place.toString());

    assertThat(search.status()).as(search.err()).isZero();
    for (CommandRun run : List.of(search, shown)) {
      assertThat(run.out()).contains("Front in accuracy, latency_toy, parameters:", "knee");
      assertThat(
              run.out()
                  .lines()
                  .dropWhile(line -> !line.startsWith("Front in"))
                  .takeWhile(l -> !l.isBlank()))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }
    JsonNode front = Json.PRETTY.readTree(place.resolve("summary.json").toFile()).get("front");
    JsonNode history = front.get("history");
    assertThat(front.get("networks").size()).isPositive();
    assertThat(history.get(history.size() - 1).get("percent").asDouble())
        .isEqualTo(front.get("hypervolumePercent").asDouble());
    assertThat(front.at("/networks/0/values/latency_toy").asDouble()).isPositive();
  }

  @Test
  void aStrategyThatCannotSaysSoBeforeTheFirstSearch() {
    List<String> arguments = arguments("compare", "none", "--seeds", "2", "--budget", "queries=30");
    arguments.addAll(List.of("--objective", "accuracy", "--objective", "parameters"));
    arguments.addAll(List.of("--strategies", "nsga2,pnas"));
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Strategy (pnas) searches for accuracy alone").hasLineCount(1);
    assertThat(folder.resolve("none")).doesNotExist();
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

  @Test
  void thePredictorCanLearnWhatSearchesAreJudgedByWithoutAnySearch() {
    CommandRun run =
        CommandRun.of(
            arguments(
                    "predictor",
                    "final",
                    "--final",
                    "--seeds",
                    "2",
                    "--held-out",
                    "40",
                    "--samples",
                    "60")
                .toArray(String[]::new));

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("predicted and final accuracies").doesNotContain("Ablation");
    JsonNode report = Json.PRETTY.readTree(folder.resolve("final/predictor.json").toFile());
    assertThat(report.at("/evidence/figure").asString()).isEqualTo("JUDGED");
    assertThat(report.at("/evidence/bySamples/0/kendall/mean").asDouble()).isGreaterThan(0.4);
    assertThat(folder.resolve("final/ablation")).doesNotExist();
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
