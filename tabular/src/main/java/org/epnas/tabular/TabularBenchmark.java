package org.epnas.tabular;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.SearchLoop;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SimulatedClock;
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
  private final Map<String, OptionalDouble> bestValidation = new ConcurrentHashMap<>();

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
        new StrategyContext(
            space,
            search.seed(),
            TabularEvaluator.SHORT,
            architecture -> rewarder.permits(architecture, Cost.of(architecture)),
            TabularEvaluator.LENGTHS);
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
        validationRegret(search.constraints(), result),
        changes.stream().map(this::incumbent).toList());
  }

  private TabularResult.Incumbent incumbent(IncumbentWatch.Change change) {
    return new TabularResult.Incumbent(
        change.seconds(),
        100 * TiedBest.accuracy(change.trials().getFirst()),
        mean(change.trials(), Figures::test200).orElseThrow());
  }

  /**
   * Test accuracy after 200 epochs, in percent, of the network that a search ended with, the mean
   * where several tie in the accuracy that it chose by; empty where it found nothing feasible. For
   * the end of a search, never for a strategy.
   */
  public OptionalDouble testAccuracy(SearchResult result) {
    return mean(TiedBest.of(result.trials()), Figures::test200);
  }

  private OptionalDouble mean(List<Trial> trials, ToDoubleFunction<Figures> figure) {
    return trials.stream()
        .map(trial -> Cell.parse(trial.architecture().encoding()))
        .map(cell -> table.figures(data, cell).orElseThrow())
        .mapToDouble(figure)
        .average();
  }

  /**
   * Percentage points of test accuracy between the best network of the space that satisfies every
   * constraint and what the search found, or the worst network where it found nothing feasible;
   * empty where no network satisfies them.
   */
  public OptionalDouble regret(List<Constraint> constraints, SearchResult result) {
    return distance(Figures::test200, bestTestAccuracy(constraints), result);
  }

  /** As {@link #regret}, in validation accuracy after the short training. */
  public OptionalDouble validationRegret(List<Constraint> constraints, SearchResult result) {
    return distance(Figures::validation12, bestValidationAccuracy(constraints), result);
  }

  private OptionalDouble distance(
      ToDoubleFunction<Figures> figure, OptionalDouble best, SearchResult result) {
    return best.isEmpty()
        ? best
        : OptionalDouble.of(
            best.getAsDouble()
                - mean(TiedBest.of(result.trials()), figure).orElseGet(() -> worst(figure)));
  }

  /** What a search counts with that found nothing: the lowest test accuracy, in percent. */
  public double worstTestAccuracy() {
    return worst(Figures::test200);
  }

  private double worst(ToDoubleFunction<Figures> figure) {
    return networks().mapToDouble(known -> figure.applyAsDouble(known.figures)).min().orElse(0);
  }

  /**
   * The highest test accuracy, in percent, that a network of the space has which satisfies every
   * constraint; empty where none does.
   */
  public OptionalDouble bestTestAccuracy(List<Constraint> constraints) {
    return bestTest.computeIfAbsent(
        constraints.toString(), _ -> best(constraints, Figures::test200));
  }

  /** As {@link #bestTestAccuracy}, of the validation accuracies after the short training. */
  public OptionalDouble bestValidationAccuracy(List<Constraint> constraints) {
    return bestValidation.computeIfAbsent(
        constraints.toString(), _ -> best(constraints, Figures::validation12));
  }

  private OptionalDouble best(List<Constraint> constraints, ToDoubleFunction<Figures> figure) {
    Rewarder rewarder = new Rewarder(constraints, (accuracy, _) -> accuracy);
    return networks()
        .sorted(
            Comparator.<Known>comparingDouble(known -> figure.applyAsDouble(known.figures))
                .reversed())
        .filter(known -> satisfies(rewarder, space.architecture(known.cell)))
        .mapToDouble(known -> figure.applyAsDouble(known.figures))
        .findFirst();
  }

  private Stream<Known> networks() {
    return IntStream.range(0, Cell.COUNT)
        .mapToObj(Cell::ofCode)
        .filter(Cell::connected)
        .flatMap(cell -> table.figures(data, cell).map(row -> new Known(cell, row)).stream());
  }

  private record Known(Cell cell, Figures figures) {}

  private static boolean satisfies(Rewarder rewarder, Architecture architecture) {
    return rewarder.measure(architecture, Cost.of(architecture)).stream()
        .allMatch(Usage::satisfied);
  }
}
