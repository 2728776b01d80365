package org.epnas.tabular;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.constraint.Shortfall;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.loop.SimulatedClock;
import org.epnas.kernel.search.FinishedTrials;
import org.epnas.kernel.search.KeyedSpace;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Trial;

/**
 * Replays searches from a table. Any number of them may run at a time on one instance, and should:
 * they share the networks and their costs.
 */
public final class TabularBenchmark {
  private final BenchmarkTable table;
  private final Map<String, OptionalDouble> best = new ConcurrentHashMap<>();
  private final Map<String, TableFront> fronts = new ConcurrentHashMap<>();
  private final double worstTest;
  private final double worstValidation;

  public TabularBenchmark(BenchmarkTable table) {
    this.table = table;
    this.worstTest = worst(table::judged);
    this.worstValidation = worst(table::expected);
  }

  /** The lowest of the networks that a strategy can propose. */
  private double worst(IntToDoubleFunction figure) {
    return ascending(figure)
        .filter(row -> table.network(row).isPresent())
        .mapToDouble(figure)
        .findFirst()
        .orElse(0);
  }

  private IntStream ascending(IntToDoubleFunction figure) {
    return IntStream.range(0, table.size())
        .boxed()
        .sorted(Comparator.comparingDouble(row -> figure.applyAsDouble(row)))
        .mapToInt(row -> row);
  }

  /** Where its searches search. */
  public KeyedSpace space() {
    return table.space();
  }

  /** What it replays from. */
  public BenchmarkTable table() {
    return table;
  }

  /** Epochs of the longest training: what the judged accuracy is of. */
  public int longestEpochs() {
    return table.task().fidelities().fixed().stream().max(Integer::compare).orElseThrow();
  }

  /** Epochs of the shortest training: what searches begin with. */
  public int shortestEpochs() {
    return table.task().shortest();
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
    FinishedTrials finished = new FinishedTrials(clock);
    SearchResult result =
        runner.apply(loop(search, clock).listener(watch).listener(finished).build());
    return judged(search, result, watch.changes(), finished);
  }

  /** A search that is ready to be built, for callers that want to listen to it or to keep it. */
  public SearchLoop.Builder loop(TabularSearch search, SimulatedClock clock) {
    Rewarder rewarder = new Rewarder(search.constraints(), search.penalty());
    TabularEvaluator evaluator =
        new TabularEvaluator(table, search.seed(), search.queries() || !table.task().priced());
    StrategyContext context =
        StrategyContext.of(
                table.space(),
                search.seed(),
                table.task().shortest(),
                rewarder,
                evaluator.fidelities())
            .withObjectives(search.objectives());
    return SearchLoop.builder(
            search.settings(), search.strategy().create(context), evaluator, rewarder)
        .simulated(clock);
  }

  private TabularResult judged(
      TabularSearch search,
      SearchResult result,
      List<IncumbentWatch.Change> changes,
      FinishedTrials finished) {
    return new TabularResult(
        result,
        testAccuracy(result.trials()),
        regret(search.constraints(), result.trials()),
        validationRegret(search.constraints(), result.trials()),
        changes.stream().map(this::incumbent).toList(),
        finished);
  }

  private TabularResult.Incumbent incumbent(IncumbentWatch.Change change) {
    return new TabularResult.Incumbent(
        change.seconds(),
        100 * TiedBest.accuracy(change.trials().getFirst()),
        mean(change.trials(), table::judged).orElseThrow());
  }

  /**
   * The judged accuracy, in percent, of the network that a search would end with after some trials,
   * the mean where several tie in the accuracy that it chose by; empty where nothing feasible is
   * among them. For the end of a search, never for a strategy.
   */
  public OptionalDouble testAccuracy(Collection<Trial> trials) {
    return mean(TiedBest.of(trials), table::judged);
  }

  /** The judged accuracy, in percent, of one trial's network. For the end of a search. */
  public double testAccuracy(Trial trial) {
    return mean(List.of(trial), table::judged).orElseThrow();
  }

  /**
   * The same with the noise that one training would have, drawn per seed and network: what a
   * predictor learns from that is to predict the judged accuracy.
   */
  public double noisyTestAccuracy(Trial trial, long seed) {
    return table.noisyJudged(table.row(trial.architecture()).orElseThrow(), seed);
  }

  private OptionalDouble mean(List<Trial> trials, IntToDoubleFunction figure) {
    return trials.stream()
        .mapToInt(trial -> table.row(trial.architecture()).orElseThrow())
        .mapToDouble(figure)
        .average();
  }

  /**
   * Percentage points of judged accuracy between the best network of the table that satisfies every
   * constraint and what the search found, or the worst network where it found nothing feasible;
   * empty where no network satisfies them.
   */
  public OptionalDouble regret(List<Constraint> constraints, Collection<Trial> trials) {
    return distance(table::judged, bestTestAccuracy(constraints), worstTest, trials);
  }

  /**
   * As {@link #regret}, in the accuracy that is observed after the shortest training, without its
   * noise.
   */
  public OptionalDouble validationRegret(List<Constraint> constraints, Collection<Trial> trials) {
    return distance(table::expected, bestValidationAccuracy(constraints), worstValidation, trials);
  }

  private OptionalDouble distance(
      IntToDoubleFunction figure, OptionalDouble possible, double worst, Collection<Trial> trials) {
    return possible.isEmpty()
        ? possible
        : OptionalDouble.of(
            possible.getAsDouble() - mean(TiedBest.of(trials), figure).orElse(worst));
  }

  /** What a search counts with that found nothing: the lowest judged accuracy, in percent. */
  public double worstTestAccuracy() {
    return worstTest;
  }

  /**
   * The highest judged accuracy, in percent, that a network of the table has which satisfies every
   * constraint; empty where none does.
   */
  public OptionalDouble bestTestAccuracy(List<Constraint> constraints) {
    return best.computeIfAbsent(
        "judged" + constraints, _ -> searchTable(constraints, table::judged));
  }

  /** As {@link #bestTestAccuracy}, of the accuracies that are observed, without noise. */
  public OptionalDouble bestValidationAccuracy(List<Constraint> constraints) {
    return best.computeIfAbsent(
        "observed" + constraints, _ -> searchTable(constraints, table::expected));
  }

  private OptionalDouble searchTable(List<Constraint> constraints, IntToDoubleFunction figure) {
    FeasibleRows feasible = new FeasibleRows(table, constraints);
    return ascending(row -> -figure.applyAsDouble(row))
        .filter(feasible::contains)
        .mapToDouble(figure)
        .findFirst();
  }

  /** The exact front of the networks within the limits; looks at every network, once. */
  public TableFront front(Objectives objectives, List<Constraint> constraints) {
    return fronts.computeIfAbsent(
        "%s %s %s".formatted(objectives.names(), objectives.reference(), constraints),
        _ -> TableFront.of(table, objectives, objectives.measured(constraints)));
  }

  /**
   * What is missing where no network of the table is within the hard limits; empty where one is.
   * Exact: every network is looked at.
   */
  public Optional<Shortfall> shortfall(List<Constraint> constraints) {
    return new FeasibleRows(table, constraints).shortfall();
  }
}
