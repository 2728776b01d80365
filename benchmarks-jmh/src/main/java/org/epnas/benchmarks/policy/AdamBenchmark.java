package org.epnas.benchmarks.policy;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.epnas.policy.nn.Adam;
import org.epnas.policy.nn.Parameters;
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

/** How long does one step of the policy's optimiser take? */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class AdamBenchmark {
  /** A policy has about 100,000 parameters. */
  @Param("100000")
  int size;

  private final Parameters parameters = new Parameters();
  private Adam adam;

  @Setup
  public void build() {
    parameters.allocate("all", 1, size);
    Arrays.fill(parameters.gradients(), 0, size, 0.01f);
    adam = new Adam(parameters.size(), Adam.Config.of(1e-3));
  }

  @Benchmark
  public float[] step() {
    adam.step(parameters);
    return parameters.values();
  }
}
