package org.epnas.benchmarks.kernel;

import java.util.concurrent.TimeUnit;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.policy.random.RandomWalk;
import org.epnas.searchspaces.cell.CellSpace;
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

/** How long does it take to find out what may be done to a network, and to do one of it? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class TransformationBenchmark {
  private static final TensorShape IMAGE = new TensorShape(3, 32, 32);
  private static final int CLASSES = 10;

  /** Transformations behind a network late in a search. */
  private static final int GROWN = 20;

  @Param({"layerwise", "cell"})
  String space;

  private RandomWalk walk;
  private Architecture start;
  private RandomStream random;

  @Setup
  public void build() {
    SearchSpace searched =
        space.equals("layerwise")
            ? new LayerwiseSpace(IMAGE, CLASSES)
            : new CellSpace(IMAGE, CLASSES);
    walk = new RandomWalk(searched);
    random = RandomStream.of(1, Purpose.STRATEGY, 0, 0);
    start = walk.from(searched.initial(), GROWN, random);
  }

  @Benchmark
  public Architecture transform() {
    return walk.from(start, 1, random);
  }
}
