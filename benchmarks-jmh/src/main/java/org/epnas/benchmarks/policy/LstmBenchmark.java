package org.epnas.benchmarks.policy;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.policy.nn.Lstm;
import org.epnas.policy.nn.LstmRun;
import org.epnas.policy.nn.Parameters;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.simd.VectorApi;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long does the policy's LSTM take, on the Vector API and on plain loops? The sizes are the
 * policy's own (hidden 64), for eight networks of thirty layers.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LstmBenchmark {
  private static final String VECTOR = "--add-modules=jdk.incubator.vector";
  private static final String SCALAR = "-D" + VectorApi.SWITCH + "=false";
  private static final int WIDTH = 64;
  private static final int HIDDEN = 64;
  private static final int BATCH = 8;
  private static final int STEPS = 30;

  private final Parameters parameters = new Parameters();
  private final int[] lengths = new int[BATCH];
  private Lstm lstm;
  private LstmRun run;

  @Setup
  public void build() {
    RandomStream random = RandomStream.of(1, Purpose.POLICY_INITIALISATION, 0, 0);
    lstm = new Lstm(parameters, "lstm", WIDTH, HIDDEN, VectorMathProvider.create(), random);
    run = lstm.newRun();
  }

  @Benchmark
  @Fork(value = 1, jvmArgsAppend = VECTOR)
  public float[] stepOnVectors() {
    return step();
  }

  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {VECTOR, SCALAR})
  public float[] stepOnPlainLoops() {
    return step();
  }

  @Benchmark
  @Fork(value = 1, jvmArgsAppend = VECTOR)
  public float[] sequenceThereAndBackOnVectors() {
    return thereAndBack();
  }

  @Benchmark
  @Fork(
      value = 1,
      jvmArgsAppend = {VECTOR, SCALAR})
  public float[] sequenceThereAndBackOnPlainLoops() {
    return thereAndBack();
  }

  /** A step from a state, as when actions are sampled. */
  private float[] step() {
    Arrays.fill(lengths, 1);
    run.beginWithState(1, lengths);
    return forward(1);
  }

  private float[] forward(int steps) {
    Arrays.fill(run.inputs(), 0, steps * BATCH * WIDTH, 0.1f);
    lstm.forward(run);
    return run.states();
  }

  private float[] thereAndBack() {
    Arrays.fill(lengths, STEPS);
    run.begin(STEPS, lengths);
    forward(STEPS);
    parameters.zeroGradients();
    run.zeroGradients();
    Arrays.fill(run.stateGradients(), BATCH * HIDDEN, (STEPS + 1) * BATCH * HIDDEN, 0.1f);
    lstm.backward(run);
    return parameters.gradients();
  }
}
