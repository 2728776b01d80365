package org.epnas.benchmarks.policy;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.searchspaces.layerwise.LayerwiseSpace;
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

/** How long do the policies take to decide on the first transformation of all their rollouts? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class SamplingBenchmark {
  /** One rollout, and the N * M of an episode. */
  @Param({"1", "128"})
  int rollouts;

  private PolicyNetwork policy;
  private List<TransformationTree> trees;
  private long draw;

  @Setup
  public void build() {
    LayerwiseSpace space = new LayerwiseSpace(new TensorShape(3, 32, 32), 10);
    policy = new PolicyNetwork(space.vocabulary(), PolicyConfig.DEFAULT, 1);
    trees = Collections.nCopies(rollouts, space.transformations(space.initial()));
  }

  @Benchmark
  public List<Decision> decide() {
    draw += rollouts;
    return policy.decide(
        trees,
        LongStream.range(draw, draw + rollouts)
            .mapToObj(key -> RandomStream.of(1, Purpose.POLICY, key, 0))
            .toList());
  }
}
