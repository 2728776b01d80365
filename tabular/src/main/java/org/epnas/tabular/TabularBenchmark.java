package org.epnas.tabular;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.loop.SimulatedClock;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Trial;
import org.epnas.searchspaces.nasbench201.Cell;
import org.epnas.searchspaces.nasbench201.Nasbench201Space;

/**
 * Replays searches of the NAS-Bench-201 space from a table. Any number of them may run at a time on
 * one instance, and should: they share the networks and their costs.
 */
public final class TabularBenchmark {
  private static final TensorShape IMAGE = new TensorShape(3, 32, 32);

  private final AccuracyTable table;
  private final TableDataSet data;
  private final TabularEvaluator evaluator;
  private final Nasbench201Space space;
  private final Map<String, OptionalDouble> bestTest = new ConcurrentHashMap<>();

  public TabularBenchmark(AccuracyTable table, TableDataSet data) {
    this.table = table;
    this.data = data;
    this.evaluator = new TabularEvaluator(table, data);
    this.space = new Nasbench201Space(IMAGE, data.classes());
  }

  /** Where its searches search. */
  public SearchSpace space() {
    return space;
  }

  /** Runs a search to its end, in the calling thread. */
  public TabularResult run(TabularSearch search) {
    return run(search, SearchLoop::run);
  }

  /**
   * The same for callers that may cancel it.
   *
   * @param runner runs the search that it is given to its end
   */
  public TabularResult run(TabularSearch search, Function<SearchLoop, SearchResult> runner) {
    SimulatedClock clock = new SimulatedClock();
    IncumbentWatch watch = new IncumbentWatch(clock);
    SearchResult result = runner.apply(loop(search, clock).listener(watch).build());
    return judged(search, result, watch.changes());
  }

  /** A search that is ready to be built, for callers that want to listen to it or to keep it. */
  public SearchLoop.Builder loop(TabularSearch search, SimulatedClock clock) {
    Rewarder rewarder = new Rewarder(search.constraints(), search.penalty());
    StrategyContext context =
        StrategyContext.of(
            space, search.seed(), TabularEvaluator.SHORT, rewarder, TabularEvaluator.FIDELITIES);
    return SearchLoop.builder(
            search.settings(), search.strategy().create(context), evaluator, rewarder)
        .simulated(clock);
  }

  private TabularResult judged(
      TabularSearch search, SearchResult result, List<IncumbentWatch.Change> changes) {
    return new TabularResult(
        result,
        testAccuracy(result),
        regret(search.constraints(), result),
        changes.stream().map(this::incumbent).toList());
  }

  private TabularResult.Incumbent incumbent(IncumbentWatch.Change change) {
    return new TabularResult.Incumbent(
        change.seconds(),
        100 * change.trial().completed().orElseThrow().accuracy(),
        testAccuracy(change.trial()));
  }

  /**
   * Test accuracy after 200 epochs, in percent, of the network that a search ended with; empty
   * where it found nothing feasible. For the end of a search, never for a strategy.
   */
  public OptionalDouble testAccuracy(SearchResult result) {
    return result.best().stream().mapToDouble(this::testAccuracy).findFirst();
  }

  private double testAccuracy(Trial trial) {
    Cell cell = Cell.parse(trial.architecture().encoding());
    return table.figures(data, cell).orElseThrow().test200();
  }

  /** Percentage points between {@link #bestTestAccuracy} and {@link #testAccuracy}. */
  public OptionalDouble regret(List<Constraint> constraints, SearchResult result) {
    OptionalDouble found = testAccuracy(result);
    OptionalDouble best = bestTestAccuracy(constraints);
    return found.isPresent() && best.isPresent()
        ? OptionalDouble.of(best.getAsDouble() - found.getAsDouble())
        : OptionalDouble.empty();
  }

  /**
   * The highest test accuracy, in percent, that a network of the space has which satisfies every
   * constraint; empty where none does.
   */
  public OptionalDouble bestTestAccuracy(List<Constraint> constraints) {
    return bestTest.computeIfAbsent(constraints.toString(), _ -> searchTable(constraints));
  }

  private OptionalDouble searchTable(List<Constraint> constraints) {
    Rewarder rewarder = new Rewarder(constraints, (accuracy, _) -> accuracy);
    return IntStream.range(0, Cell.COUNT)
        .mapToObj(Cell::ofCode)
        .filter(Cell::connected)
        .flatMap(cell -> table.figures(data, cell).map(row -> new Known(cell, row)).stream())
        .sorted(Comparator.comparingDouble(Known::test).reversed())
        .filter(known -> satisfies(rewarder, space.architecture(known.cell)))
        .mapToDouble(Known::test)
        .findFirst();
  }

  private record Known(Cell cell, Figures figures) {
    double test() {
      return figures.test200();
    }
  }

  private static boolean satisfies(Rewarder rewarder, Architecture architecture) {
    return rewarder.measure(architecture, Cost.of(architecture)).stream()
        .allMatch(Usage::satisfied);
  }
}
