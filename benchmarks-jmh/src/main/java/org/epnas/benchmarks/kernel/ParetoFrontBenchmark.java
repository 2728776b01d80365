package org.epnas.benchmarks.kernel;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Ranking;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.wiring.EpnasComponent;
import org.epnas.training.conformance.network.ResNet;
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

/** How long does it take to find the Pareto front of a long search's trials? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ParetoFrontBenchmark {
  /** A day's search on a GPU server. */
  @Param("10000")
  int count;

  private List<Trial> trials;
  private List<Resource> resources;

  @Setup
  public void build() {
    try (EpnasComponent component = EpnasComponent.create()) {
      Map<String, Resource> all = component.registry().resources();
      resources = List.of(all.get("parameters"), all.get("flops"));
    }
    Architecture network = ResNet.build(1);
    Random random = new Random(1);
    trials = IntStream.range(0, count).mapToObj(id -> trial(id, network, random)).toList();
  }

  /** Larger networks tend to be better, so the front is long. */
  private static Trial trial(int id, Architecture network, Random random) {
    long parameters = 1000L + random.nextInt(1_000_000);
    TreeMap<String, Double> metrics = new TreeMap<>();
    metrics.put(
        Metric.VALIDATION_ACCURACY,
        Math.clamp(
            0.5 + 0.03 * Math.log((double) parameters) + 0.02 * random.nextGaussian(), 0, 1));
    return new Trial(
        id,
        new Proposal(
            network, 1, OptionalInt.empty(), Proposal.Kind.SELECTED, 0, OptionalDouble.empty()),
        "hash" + id,
        new Cost(parameters, parameters * (50 + random.nextInt(200)), parameters),
        List.of(),
        new Outcome.Completed(metrics),
        0.5,
        1);
  }

  @Benchmark
  public List<Trial> paretoFront() {
    return Ranking.paretoFront(trials, resources);
  }
}
