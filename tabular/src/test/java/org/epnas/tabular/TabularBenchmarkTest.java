package org.epnas.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.trial.Trial;
import org.epnas.searchspaces.nasbench201.Cell;
import org.epnas.searchspaces.nasbench201.Nasbench201Space;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TabularBenchmarkTest {
  /** Every edge a 3x3 convolution: 40 + 6 * 7 + 0.03 * (0 + 1 + 2 + 3 + 4 + 5) = 82.45, and 11. */
  private static final double BEST_TEST = 93.45;

  private static final Budget BUDGET = Budget.ofTime(Duration.ofSeconds(2000));

  @TempDir static Path folder;

  private static TabularBenchmark benchmark;

  @BeforeAll
  static void load() throws IOException {
    Path table = SyntheticTable.gzip(folder.resolve("table.csv.gz"), SyntheticTable.full());
    List<String> lines = new ArrayList<>(List.of("arch_index,phone"));
    IntStream.range(0, Cell.COUNT)
        .mapToObj(Cell::ofCode)
        .forEach(cell -> lines.add((Cell.COUNT - 1 - cell.code()) + "," + milliseconds(cell)));
    Path latencies = SyntheticTable.write(folder.resolve("latency.csv"), lines);
    benchmark =
        new TabularBenchmark(
            BenchmarkTable.load(
                TableFiles.find(table.toString(), Optional.empty()).withLatencies(latencies),
                "c10",
                Nasbench201Space::new));
  }

  @Test
  void aSearchIsJudgedByTheTestAccuracyOfItsBestTrial() {
    TabularResult run = benchmark.run(search(1, 1));

    Trial best = run.result().best().orElseThrow();
    double accuracy = SyntheticTable.accuracy(Cell.parse(best.architecture().encoding()));
    assertThat(100 * best.completed().orElseThrow().accuracy()).isCloseTo(accuracy, within(1e-9));
    assertThat(run.testAccuracy().orElseThrow()).isCloseTo(accuracy + 11, within(1e-9));
    assertThat(run.regret().orElseThrow())
        .isCloseTo(BEST_TEST - (accuracy + 11), within(1e-9))
        .isNotNegative();
    assertThat(run.incumbents().getLast().validationAccuracy()).isCloseTo(accuracy, within(1e-9));
    assertThat(run.incumbents())
        .isSortedAccordingTo((a, b) -> Double.compare(a.seconds(), b.seconds()))
        .isSortedAccordingTo(
            (a, b) -> Double.compare(a.validationAccuracy(), b.validationAccuracy()));
  }

  /** A training of 12 epochs takes at least 12.35 * 8 s = 98.8 s, at most 172.9 s. */
  @Test
  void whatHadFinishedByAMomentIsKnown() {
    TabularResult run = benchmark.run(search(1, 1));

    assertThat(run.trialsAt(98)).isEmpty();
    assertThat(run.trialsAt(1000)).hasSizeBetween(5, 10);
    assertThat(run.trialsAt(2000)).containsExactlyElementsOf(run.result().trials());
    assertThat(benchmark.testAccuracy(run.trialsAt(2000))).isEqualTo(run.testAccuracy());
    assertThat(benchmark.testAccuracy(run.trialsAt(98))).isEmpty();
  }

  /** A training of 12 epochs takes at least 12.35 * 8 s, at most 12.35 * 14 s. */
  @Test
  void theBudgetIsSpentInSimulatedSeconds() {
    TabularResult run = benchmark.run(search(2, 1));

    assertThat(run.result().wallSeconds()).isEqualTo(2000);
    assertThat(run.result().counts().completed()).isBetween(11, 20);
    assertThat(run.result().counts().cancelled()).isEqualTo(1);
    assertThat(run.result().time().idleSeconds()).isCloseTo(0, within(1e-6));
  }

  @Test
  void parallelWorkersEachHaveTheWholeTime() {
    TabularResult run = benchmark.run(search(3, 8));

    assertThat(run.result().counts().completed()).isBetween(8 * 11, 8 * 20);
    // A worker waits only where a network is drawn that another one is busy with.
    assertThat(run.result().time().idleSeconds()).isLessThan(0.05 * 8 * 2000);
  }

  @Test
  void theSameSeedGivesTheSameSearch() {
    assertThat(benchmark.run(search(4, 3)).result().trials())
        .isEqualTo(benchmark.run(search(4, 3)).result().trials())
        .isNotEqualTo(benchmark.run(search(5, 3)).result().trials());
  }

  @Test
  void longTrainingsShowNothingBeforeTheyArePaid() {
    TabularResult run = benchmark.run(TabularSearch.of(DrawnCells.of(200), 6, BUDGET, 3));

    // 200.35 * 8 s or more each: those with at most one convolution end in time.
    assertThat(run.result().trials()).hasSizeBetween(3, 6);
    assertThat(run.result().trials())
        .allSatisfy(trial -> {
          double seconds =
              200.35 * SyntheticTable.seconds(Cell.parse(trial.architecture().encoding()));
          assertThat(trial.completed().isPresent()).isEqualTo(trial.seconds() >= seconds - 1e-6);
        });
  }

  @Test
  void aLatencyFromATableIsALimitLikeAnyOther() {
    List<Constraint> limits = latency("latency_phone<=30!");

    TabularResult run =
        benchmark.run(search(7, 1).withConstraints(limits, (accuracy, _) -> accuracy));

    assertThat(run.result().counts().completed()).isPositive();
    assertThat(
            run.result().trials().stream().allMatch(trial -> trial.uses().getFirst().satisfied()))
        .isTrue();
    // The best of all takes 60 ms.
    assertThat(benchmark.bestTestAccuracy(limits).orElseThrow()).isLessThan(BEST_TEST);
    assertThat(run.regret().orElseThrow())
        .isCloseTo(
            benchmark.bestTestAccuracy(limits).orElseThrow() - run.testAccuracy().orElseThrow(),
            within(1e-9))
        .isNotNegative();
  }

  @Test
  void whereNothingIsFeasibleThereIsNoFigure() {
    List<Constraint> limits = latency("latency_phone<=1");

    TabularResult run =
        benchmark.run(search(8, 1).withConstraints(limits, (accuracy, _) -> accuracy));

    assertThat(run.result().best()).isEmpty();
    assertThat(run.testAccuracy()).isEmpty();
    assertThat(run.regret()).isEmpty();
    assertThat(run.validationRegret()).isEmpty();
    assertThat(benchmark.bestTestAccuracy(limits)).isEmpty();
  }

  /** One skip connection is the worst that is connected: 44 percent and 0.03 for its edge. */
  @Test
  void aSearchThatFoundNothingHasTheRegretOfTheWorstNetwork() {
    List<Constraint> limits = latency("latency_phone<=5");
    TabularResult run =
        benchmark.run(
            TabularSearch.of(DrawnCells.of(12), 8, Budget.ofTrials(3), 1)
                .withConstraints(limits, (accuracy, _) -> accuracy));

    assertThat(run.result().best()).isEmpty();
    assertThat(benchmark.worstTestAccuracy()).isCloseTo(42.12 + 11, within(0.005));
    // The best within 5 ms is a 1x1 convolution from the input to the output: 46 and 0.06.
    assertThat(benchmark.bestValidationAccuracy(limits).orElseThrow())
        .isCloseTo(46.06, within(1e-9));
    assertThat(run.validationRegret().orElseThrow()).isCloseTo(46.06 - 42.12, within(0.005));
    assertThat(run.regret().orElseThrow()).isCloseTo(46.06 - 42.12, within(0.005));
  }

  @Test
  void limitsThatNoNetworkMeetsNameTheNearestOne() {
    List<Constraint> limits = latency("latency_phone<=4!");
    long start = System.nanoTime();
    Shortfall shortfall = benchmark.shortfall(limits).orElseThrow();

    assertThat(shortfall.beyond()).hasSize(1);
    assertThat(shortfall.message())
        .contains("latency_phone=5ms (limit: latency_phone<=4ms!), 1ms too much (25.0 %)");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    assertThat(benchmark.shortfall(latency("latency_phone<=5!"))).isEmpty();
    assertThat(benchmark.shortfall(latency("latency_phone<=1"))).as("a soft limit").isEmpty();
  }

  @Test
  void aBudgetOfQueriesCountsNetworks() {
    TableDescription.Task task = DescriptionReader.shipped("nasbench201").tasks().get("c10");
    TabularBudget budget = TabularBudget.parse("queries=12", task);
    TabularResult run = benchmark.run(TabularSearch.of(DrawnCells.of(12), 9, budget, 3));

    assertThat(run.result().counts().completed()).isEqualTo(12);
    // Three workers, one unit of the clock per network.
    assertThat(run.result().wallSeconds()).isEqualTo(4);
    assertThat(budget.end(3, 0)).isEqualTo(4);
    assertThat(budget).hasToString("queries=12");
  }

  @ParameterizedTest
  @CsvSource({
    "edge gpu, latency_edge_gpu",
    "a<b, latency_a_b",
    "größe!, latency_größe_",
    "phone-2.1, latency_phone-2.1"
  })
  void aColumnIsLimitedByItsNameWithoutBlanksAndSigns(String column, String resource)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of("arch_index," + column));
    IntStream.range(0, Cell.COUNT).forEach(index -> lines.add(index + ",1"));
    Path file = SyntheticTable.write(folder.resolve("latency.csv"), lines);
    Path table = SyntheticTable.write(folder.resolve("plain.csv"), SyntheticTable.full());
    ConstraintParser parser =
        new ConstraintParser(SyntheticTable.loadPart(table, "c10", file).resources());

    assertThat(parser.parse(resource + "<=5ms!")).hasToString(resource + "<=5ms!");
  }

  /** Ten milliseconds per 3x3 convolution, five for any other operation but none. */
  private static List<Constraint> latency(String limit) {
    return new ConstraintParser(benchmark.table().resources()).parseAll(List.of(limit));
  }

  private static double milliseconds(Cell cell) {
    return cell.operations().stream()
        .mapToDouble(operation ->
            switch (operation) {
              case NONE -> 0;
              case CONVOLUTION_3 -> 10;
              case SKIP_CONNECT, CONVOLUTION_1, AVERAGE_POOLING_3 -> 5;
            })
        .sum();
  }

  private static TabularSearch search(long seed, int workers) {
    return TabularSearch.of(DrawnCells.of(12), seed, BUDGET, workers);
  }
}
