package org.epnas.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.searchspaces.nasbench201.TransnasMicroSpace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of four cells of another space than NAS-Bench-201's, described beside it. */
class DescribedTableTest {
  private static final String DESCRIPTION =
      """
      space: transnas-micro
      file: mine.csv
      key: [arch]
      tasks:
        scene:
          images: 3x32x32
          classes: 10
          observed: {5: val}
          judged: test
          noise: 0
      joins:
        - {file: power.csv, on: number}
      resources:
        energy: {unit: mJ, missing: -1, description: energy of one image}
        weights: {column: params_m}
      """;

  private static final String TABLE =
      """
      number,arch,val,test,params_m,remark
      7,0-0-0-3-0-0,60,70,6.2,
      8,0-0-0-2-0-0,60,74,0.7,a
      9,0-0-0-1-0-0,50,90,0.2,b
      10,3-0-0-0-3-0,40,30,13.8,
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeTable() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), DESCRIPTION);
    Files.writeString(folder.resolve("mine.csv"), TABLE);
    Files.writeString(folder.resolve("power.csv"), "number,energy\n10,4.5\n8,-1\n7,2.5\n9,3.5\n");
  }

  private BenchmarkTable load() {
    TableFiles files = TableFiles.find(folder.resolve("mine.csv").toString(), Optional.empty());
    return BenchmarkTable.load(files, files.task(Optional.empty()), TransnasMicroSpace::new);
  }

  /** Proposes networks of a table by their rows, one after the other. */
  private static SearchStrategy.Factory proposing(BenchmarkTable table, int... rows) {
    return context -> {
      Iterator<Integer> next = IntStream.of(rows).iterator();
      return new SearchStrategy() {
        @Override
        public List<Proposal> propose(SearchStatus status) {
          return next.hasNext()
              ? List.of(proposal(table.network(next.next()).orElseThrow(), context.epochs()))
              : List.of();
        }

        @Override
        public void observe(Trial trial) {}
      };
    };
  }

  private static Proposal proposal(Architecture architecture, int epochs) {
    return new Proposal(
        architecture,
        epochs,
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        0,
        OptionalDouble.empty());
  }

  private static TabularResult search(BenchmarkTable table, int... rows) {
    return new TabularBenchmark(table)
        .run(TabularSearch.of(proposing(table, rows), 1, Budget.ofTrials(10), 1));
  }

  /** The first two have 60 percent: their tests have 70 and 74, the best there is has 90. */
  @Test
  void whatTiesInTheObservedAccuracyIsJudgedTogether() {
    TabularResult run = search(load(), 3, 0, 2, 1);

    assertThat(run.testAccuracy()).hasValue(72);
    assertThat(run.regret()).hasValue(18);
    assertThat(run.validationRegret()).hasValue(0);
    assertThat(run.incumbents())
        .containsExactly(
            new TabularResult.Incumbent(1, 40, 30),
            new TabularResult.Incumbent(2, 60, 70),
            new TabularResult.Incumbent(4, 60, 72));
    // Users get one of them: the one with fewer parameters.
    assertThat(run.result().best().orElseThrow().architecture().encoding())
        .isEqualTo("0-0-0-2-0-0");
  }

  @Test
  void validationRegretIsWhatTheSearchMinimises() {
    TabularResult run = search(load(), 2, 3);

    assertThat(run.testAccuracy()).hasValue(90);
    assertThat(run.regret()).hasValue(0);
    assertThat(run.validationRegret()).hasValue(10);
  }

  @Test
  void everyNumericColumnCanBeLimited() {
    BenchmarkTable table = load();
    List<Resource> resources = table.resources();

    assertThat(resources)
        .extracting(resource -> resource.descriptor().name())
        .containsExactlyInAnyOrder("weights", "energy");
    Resource energy =
        resources.stream()
            .filter(resource -> resource.descriptor().name().equals("energy"))
            .findFirst()
            .orElseThrow();
    Architecture last = table.network(3).orElseThrow();
    assertThat(energy.measure(last, Cost.of(last))).isEqualTo(4.5);
    assertThat(energy.descriptor().unit()).isEqualTo("mJ");
    List<Constraint> limits = new ConstraintParser(resources).parseAll(List.of("energy<=3mJ!"));
    // What was not measured, the second, is not within; of the others only the first is.
    assertThat(new TabularBenchmark(table).bestTestAccuracy(limits)).hasValue(70);
  }

  @Test
  void joinsThatAreNotThereAreLeftOut() throws IOException {
    Files.delete(folder.resolve("power.csv"));

    assertThat(load().resources())
        .extracting(resource -> resource.descriptor().name())
        .containsExactly("weights");
  }

  @Test
  void aJoinedRowOfAnotherTableIsRefused() throws IOException {
    Files.writeString(folder.resolve("power.csv"), "number,energy\n11,4.5\n");

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining("power.csv): row 1, column (number): (11) is in no row of");
  }

  @Test
  void noiseIsDrawnPerSeedNetworkAndTraining() throws IOException {
    Files.writeString(
        folder.resolve("mine.yaml"),
        DESCRIPTION.replace("noise: 0", "noise: 0.27\n    offset: 0.88"));
    BenchmarkTable table = load();
    double[] drawn =
        IntStream.range(0, 4000).mapToDouble(seed -> table.observed(0, 5, seed, 0)).toArray();
    double mean = IntStream.range(0, drawn.length).mapToDouble(i -> drawn[i]).average().orElse(0);
    double squares =
        IntStream.range(0, drawn.length)
            .mapToDouble(i -> (drawn[i] - mean) * (drawn[i] - mean))
            .sum();

    // Standard errors: 0.27 / sqrt(4000) = 0.0043, and 0.003.
    assertThat(mean).isCloseTo(60.88, within(0.02));
    assertThat(Math.sqrt(squares / drawn.length)).isCloseTo(0.27, within(0.015));
    assertThat(table.observed(0, 5, 7, 0)).isEqualTo(table.observed(0, 5, 7, 0));
    assertThat(table.observed(0, 5, 7, 0)).isNotEqualTo(table.observed(1, 5, 7, 0));
    assertThat(table.observed(0, 5, 7, 0)).isNotEqualTo(table.observed(0, 5, 7, 1));
    assertThat(table.observed(0, 5, 7, 1)).isNotEqualTo(table.observed(0, 5, 7, 2));
    assertThat(table.expected(0)).isEqualTo(60.88);
  }

  @Test
  void aPromotionIsAnotherTrainingAndHasOtherNoise() throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), DESCRIPTION.replace("noise: 0", "noise: 0.27"));
    BenchmarkTable table = load();
    TabularEvaluator evaluator = new TabularEvaluator(table, 7, true);

    double first = accuracy(evaluator, table, Proposal.Kind.SELECTED, 3);

    assertThat(accuracy(evaluator, table, Proposal.Kind.HELD_OUT, 4)).isEqualTo(first);
    double second = accuracy(evaluator, table, Proposal.Kind.PROMOTED, 5);
    assertThat(second).isNotEqualTo(first).isCloseTo(first, within(0.0027 * 6));
    assertThat(accuracy(evaluator, table, Proposal.Kind.PROMOTED, 6)).isNotEqualTo(second);
  }

  private static double accuracy(
      TabularEvaluator evaluator, BenchmarkTable table, Proposal.Kind kind, int trial) {
    Proposal proposal =
        new Proposal(
            table.network(0).orElseThrow(),
            5,
            OptionalInt.empty(),
            kind,
            0,
            OptionalDouble.empty());
    Outcome outcome = evaluator.evaluate(new Assignment(trial, proposal, 0, StopSignal.NEVER));
    return ((Outcome.Completed) outcome).accuracy();
  }

  @Test
  void aTableWithoutTimesHasNoBudgetInTime() {
    TableDescription.Task task = DescriptionReader.shipped("nasbench101").tasks().get("c10");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> TabularBudget.parse("12000s", task))
        .withMessageContaining("Maybe write queries=150");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TabularBudget.parse("queries=5,trials=3", task))
        .withMessageContaining("stands alone");
    assertThat(TabularBudget.usual(task)).isEqualTo("queries=150");
    assertThat(TabularBudget.parse("trials=9", task).queries()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'observed: {5: val}', 'watched: {5: val}', 'key (tasks.scene.watched) is unknown'",
    "'judged: test', '', 'key (tasks.scene.judged) is missing'",
    "'images: 3x32x32', 'images: 32', 'is (32) and must be a text'",
    "'images: 3x32x32', 'images: 32x32', 'is (32x32) and must read like 3x32x32'",
    "'key: [arch]', 'key: []', 'key (key) and (tasks) must have at least one entry'",
    "'space: transnas-micro', 'space: [', 'is no YAML'",
    "'key: [arch]', 'key: [val]', 'is no network of the space'",
    "'observed: {5: val}', 'observed: {5: remark}', 'must be a number'"
  })
  void saysWhatIsWrongWithADescription(String right, String wrong, String problem)
      throws IOException {
    Files.writeString(folder.resolve("mine.yaml"), DESCRIPTION.replace(right, wrong));

    assertThatThrownBy(this::load)
        .isInstanceOf(InvalidTableException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void namedTablesLieInAFolder() throws IOException {
    Path table = folder.resolve("transnasbench101/micro_class_scene.csv.gz");
    Files.createDirectories(table.getParent());
    Files.writeString(table, TABLE);

    assertThat(TableFiles.find("transnas-micro", Optional.of(folder)).table()).isEqualTo(table);
    assertThatThrownBy(() -> TableFiles.find("transnas-micro", Optional.empty()))
        .hasMessageContaining("--table-folder");
    assertThatThrownBy(() -> TableFiles.find("nasbench101", Optional.of(folder)))
        .hasMessageContaining("all.csv.gz): is not there");
    assertThatThrownBy(() -> TableFiles.find("cifar", Optional.of(folder)))
        .hasMessageContaining("is no file, and no name of a table: nasbench201, nasbench101");
  }
}
