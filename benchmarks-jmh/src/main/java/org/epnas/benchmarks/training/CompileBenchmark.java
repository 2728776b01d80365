package org.epnas.benchmarks.training;

import java.util.concurrent.TimeUnit;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.ResNet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to compile a child whose layers the process has met before, as most of a
 * candidate's were? A search pays this once per trial, beside some hundred training steps.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class CompileBenchmark {
  private final OneDnnBackend backend = new OneDnnBackend();
  private final Program program = Program.of(ResNet.build(3));
  private final CompileOptions options =
      new CompileOptions(backend.devices().getFirst(), 128, Precision.FP32, 2, true, false, 1);

  @Benchmark
  public long compileAndClose() {
    try (Executable executable = backend.compile(program, options)) {
      return executable.memoryBytes();
    }
  }
}
