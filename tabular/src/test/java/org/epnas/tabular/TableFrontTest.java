package org.epnas.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintParser;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.trial.FrontMeasure;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.searchspaces.nasbench201.Cell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four rows with latencies: one 3x3 convolution from the input to the output, the same with a dead
 * 1x1 convolution beside it, a skip connection, and a 1x1 convolution.
 */
class TableFrontTest {
  private static final Cell LARGE = cell("none", "none", "none", "nor_conv_3x3", "none", "none");
  private static final Cell DEAD =
      cell("nor_conv_1x1", "none", "none", "nor_conv_3x3", "none", "none");
  private static final Cell SKIP = cell("none", "none", "none", "skip_connect", "none", "none");
  private static final Cell SMALL = cell("none", "none", "none", "nor_conv_1x1", "none", "none");

  @TempDir Path folder;

  private BenchmarkTable table;

  @BeforeEach
  void load() throws IOException {
    List<Cell> cells = List.of(DEAD, LARGE, SKIP, SMALL);
    double[] milliseconds = {7, 8, 2, 4};
    List<String> lines = new ArrayList<>(List.of("arch_index,toy"));
    for (int i = 0; i < cells.size(); i++) {
      lines.add((Cell.COUNT - 1 - cells.get(i).code()) + "," + milliseconds[i]);
    }
    table =
        SyntheticTable.loadPart(
            SyntheticTable.write(folder.resolve("table.csv"), SyntheticTable.rows(cells)),
            "c10",
            SyntheticTable.write(folder.resolve("latency.csv"), lines));
  }

  private static Cell cell(String... operations) {
    return Cell.parse("|%s~0|+|%s~0|%s~1|+|%s~0|%s~1|%s~2|".formatted((Object[]) operations));
  }

  @Test
  void rowsOfOneNetworkAreTheOneWithoutDeadParts() {
    Architecture dead = table.space().network(DEAD.toString()).orElseThrow();

    assertThat(table.perNetwork().row(dead)).isEqualTo(table.row(network(LARGE)));
    assertThat(table.row(dead)).isNotEqualTo(table.row(network(LARGE)));
    assertThat(table.space().plain(DEAD.toString())).isFalse();
    assertThat(table.space().plain(LARGE.toString())).isTrue();
  }

  /** The row with the dead part has 7 ms, the network's own 8. */
  @Test
  void underALimitOnlyTheRowOfTheNetworkCounts() {
    TabularBenchmark rows = new TabularBenchmark(table);
    TabularBenchmark networks = new TabularBenchmark(table.perNetwork());

    assertThat(rows.bestValidationAccuracy(under(table, "latency_toy<=7.5!")))
        .hasValue(SyntheticTable.accuracy(DEAD));
    assertThat(networks.bestValidationAccuracy(under(table.perNetwork(), "latency_toy<=7.5!")))
        .hasValue(SyntheticTable.accuracy(SMALL));
    assertThat(networks.bestValidationAccuracy(under(table.perNetwork(), "latency_toy<=8!")))
        .hasValue(SyntheticTable.accuracy(LARGE));
  }

  private static List<Constraint> under(BenchmarkTable table, String limit) {
    return new ConstraintParser(table.resources()).parseAll(List.of(limit));
  }

  @Test
  void aTableOfPlainRowsHasOneRowPerNetworkAlready() throws IOException {
    BenchmarkTable plain =
        SyntheticTable.loadPart(
            SyntheticTable.write(
                folder.resolve("plain.csv"), SyntheticTable.rows(List.of(LARGE, SKIP))),
            "c10");

    assertThat(plain.perNetwork()).isSameAs(plain);
  }

  private Architecture network(Cell cell) {
    return table.space().network(cell.toString()).orElseThrow();
  }

  /**
   * The accuracies are a (large), b (skip) and c (small) with b < c < a; the reference is (c,
   * -8.4): the median and 5 % above the worst latency. Of the three only the large one lies above
   * it.
   */
  @Test
  void theReferenceIsTightAndTheWholeIsTheTablesOwn() {
    Objectives objectives = objectives();
    TabularBenchmark benchmark = new TabularBenchmark(table.perNetwork());

    TableFront front = benchmark.front(objectives, List.of());

    double small = SyntheticTable.accuracy(SMALL) / 100;
    assertThat(front.networks()).isEqualTo(3);
    assertThat(front.measure().reference())
        .containsExactly(new double[] {small, -8.4}, within(1e-9));
    double large = SyntheticTable.accuracy(LARGE) / 100;
    assertThat(front.measure().percent(List.of(new double[] {large, -8})))
        .isCloseTo(100, within(1e-9));
    // Half of the box: (large - small) x 0.2 of 0.4.
    assertThat(front.measure().percent(List.of(new double[] {large, -8.2})))
        .isCloseTo(50, within(1e-6));
  }

  private Objectives objectives() {
    return Objectives.parse(List.of("accuracy", "latency_toy"), table.perNetwork().resources());
  }

  /** The four networks in the order of the table: the dead one is the large one. */
  @Test
  void aSearchIsMeasuredAsItGoesOn() {
    BenchmarkTable networks = table.perNetwork();
    Objectives objectives =
        Objectives.parse(List.of("accuracy", "latency_toy"), networks.resources());
    TabularBenchmark benchmark = new TabularBenchmark(networks);
    TabularSearch search =
        TabularSearch.of(
                context -> new Given(List.of(network(SKIP), network(DEAD), network(SMALL))),
                1,
                new TabularBudget(Budget.ofTrials(3), true),
                1)
            .withObjectives(objectives);

    TabularResult found = benchmark.run(search);

    TableFront front = benchmark.front(objectives, List.of());
    assertThat(front.history(found))
        .containsExactly(new FrontMeasure.Step(2, front.percent(found)));
    assertThat(front.percent(found)).isCloseTo(100, within(1e-9));
    assertThat(found.result().trials())
        .extracting(trial -> objectives.of(trial)[1])
        .as("latencies, of the dead cell that of the network")
        .containsExactly(-2.0, -8.0, -4.0);
  }

  @Test
  void theFrontOfATableIsThatWithinTheLimits() {
    BenchmarkTable networks = table.perNetwork();
    Objectives objectives =
        Objectives.parse(List.of("accuracy", "latency_toy"), networks.resources());
    Constraint limit = new Constraint(objectives.resources().getFirst(), 5, true);
    double large = SyntheticTable.accuracy(LARGE) / 100;

    TableFront front = new TabularBenchmark(networks).front(objectives, List.of(limit));

    // Nothing within 5 ms is above the median, so there is nothing that could be 100 %.
    assertThat(front.measure().percent(List.of())).isZero();
    assertThat(front.measure().reference()[1]).isCloseTo(-8.4, within(1e-9));
    assertThat(large).isGreaterThan(front.measure().reference()[0]);
  }

  /** Proposes what it was given. */
  private record Given(List<Architecture> networks) implements SearchStrategy {
    @Override
    public List<Proposal> propose(SearchStatus status) {
      return networks.stream()
          .map(network ->
              new Proposal(
                  network,
                  12,
                  OptionalInt.empty(),
                  Proposal.Kind.SELECTED,
                  0,
                  OptionalDouble.empty()))
          .toList();
    }

    @Override
    public void observe(Trial trial) {
      // It learns nothing.
    }
  }
}
