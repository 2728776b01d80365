package org.epnas.benchmarks.kernel;

import java.util.concurrent.TimeUnit;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.CanonicalForm;
import org.epnas.kernel.cost.Cost;
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

/**
 * What does it cost to look at one candidate before it is trained? An episode of EPNAS hashes and
 * counts every candidate that the policies roll out, hundreds for each one trained.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ArchitectureBenchmark {
  /**
   * Residual blocks per stage: 3 is ResNet-20 (34 layers), 9 is ResNet-56, at the layer limit of a
   * search.
   */
  @Param({"3", "9"})
  int blocksPerStage;

  private Architecture architecture;

  @Setup
  public void build() {
    architecture = ResNet.build(blocksPerStage);
  }

  @Benchmark
  public Architecture validation() {
    return copy();
  }

  @Benchmark
  public CanonicalForm canonicalForm() {
    return copy().canonicalForm();
  }

  @Benchmark
  public Cost cost() {
    return Cost.of(copy());
  }

  /** An architecture remembers what was computed once, so each call needs one of its own. */
  private Architecture copy() {
    return new Architecture(
        architecture.input(), architecture.classes(), architecture.layers(), "");
  }
}
