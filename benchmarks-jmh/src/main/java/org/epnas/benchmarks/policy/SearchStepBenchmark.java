package org.epnas.benchmarks.policy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Fidelities;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.epnas.EpnasConfig;
import org.epnas.policy.epnas.EpnasStrategy;
import org.epnas.policy.random.RandomWalk;
import org.epnas.searchspaces.layerwise.LayerwiseSpace;
import org.epnas.searchspaces.nasbench101.Nasbench101Space;
import org.epnas.searchspaces.nasbench201.Nasbench201Space;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does {@code epnas} take from the result of one training to the next proposal, after so
 * many results?
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SearchStepBenchmark {
  private static final int SHORT_EPOCHS = 12;
  private static final int LONGEST_WALK = 24;

  /** A search from a table, one of a night, and one of a cluster. */
  @Param({"100", "1000", "10000"})
  int observations;

  /**
   * Cells of which each network exists once, so that all but the first step costs what the search
   * itself does; cells that are new in every step, with canonical form, cost and description of
   * each candidate; and networks that grow layer by layer, likewise.
   */
  @Param({"nasbench201", "nasbench101", "layerwise"})
  String space;

  private SearchSpace searched;
  private SearchStrategy strategy;
  private Proposal next;
  private int told;

  @Setup
  public void tell() {
    TensorShape images = new TensorShape(3, 32, 32);
    searched =
        switch (space) {
          case "nasbench201" -> new Nasbench201Space(images, 10);
          case "nasbench101" -> new Nasbench101Space(images, 10);
          default -> new LayerwiseSpace(images, 10);
        };
    strategy =
        new EpnasStrategy(
            new StrategyContext(searched, 1, SHORT_EPOCHS, _ -> true, Fidelities.of(SHORT_EPOCHS)),
            EpnasConfig.DEFAULT);
    RandomStream random = RandomStream.of(1, Purpose.STRATEGY, 0, 0);
    for (int i = 0; i < observations; i++) {
      tell(
          new Proposal(
              drawn(random),
              SHORT_EPOCHS,
              OptionalInt.empty(),
              Proposal.Kind.SELECTED,
              0,
              OptionalDouble.empty()));
    }
    next = ask();
  }

  private Architecture drawn(RandomGenerator random) {
    return searched instanceof GenerativeSpace generative
        ? RandomWalk.transform(generative.generation(), random)
        : new RandomWalk(searched)
            .from(searched.initial(), 1 + random.nextInt(LONGEST_WALK), random);
  }

  /** For one free worker: the strategy takes what it was told at first for proposals of its own. */
  private Proposal ask() {
    return strategy.propose(new SearchStatus(0.5, 1 - observations)).getFirst();
  }

  private void tell(Proposal proposal) {
    Architecture network = proposal.architecture();
    Cost cost = Cost.of(network);
    String hash = network.canonicalForm().hash();
    TreeMap<String, Double> metrics = new TreeMap<>();
    double accuracy = accuracy(cost, hash);
    metrics.put(Metric.VALIDATION_ACCURACY, accuracy);
    strategy.observe(
        new Trial(
            told++, proposal, hash, cost, List.of(), new Outcome.Completed(metrics), accuracy, 1));
  }

  /** Grows with the size, beside what the size does not tell. */
  private static double accuracy(Cost cost, String hash) {
    double size = Math.log1p((double) cost.flops()) / 100;
    return 0.5 + size + 0.1 * ((hash.hashCode() & 0xff) / 255.0);
  }

  @Benchmark
  public Proposal step() {
    tell(next);
    next = ask();
    return next;
  }
}
