package org.epnas.benchmarks.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Device;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.conformance.network.ResNet;
import org.epnas.training.conformance.network.SeparableCells;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many images a second does a child network train on, and how many does it classify? All of a
 * search's time but a few per cent is spent here.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class ChildTrainingBenchmark {
  private static final int BATCH = 128;

  private static final StepOptions STEP = new StepOptions(0.05, 0.9, 5e-4, 0.1);

  /** ResNet-20 stands for layer-by-layer searches, separable cells for cell-based ones. */
  @Param({"resnet20", "separable"})
  String network;

  /** Where the processor has bf16, add {@code -p precision=FP32,BF16}. */
  @Param("FP32")
  Precision precision;

  /** One thread per worker, or one worker with two. */
  @Param({"1", "2"})
  int threads;

  private Executable executable;
  private Batch batch;
  private long step;

  @Setup
  public void compile() {
    OneDnnBackend backend = new OneDnnBackend();
    Device device = backend.devices().getFirst();
    Architecture architecture =
        network.equals("resnet20") ? ResNet.build(3) : SeparableCells.build();
    Program program = Program.of(architecture);
    executable =
        backend.compile(
            program, new CompileOptions(device, BATCH, precision, threads, true, false, 1));
    Random random = new Random(1);
    executable.load(weights(program, random));
    batch = batch(program, random);
  }

  @TearDown
  public void close() {
    executable.close();
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public BatchResult train() {
    return executable.train(batch, STEP, step++);
  }

  @Benchmark
  @OperationsPerInvocation(BATCH)
  public BatchResult evaluate() {
    return executable.evaluate(batch);
  }

  private static Weights weights(Program program, Random random) {
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : program.parameters()) {
      float[] values = new float[parameter.elements()];
      double deviation = Math.sqrt(2.0 / parameter.fanIn());
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (parameter.role()) {
              case CONVOLUTION_WEIGHT, DENSE_WEIGHT -> (float) (deviation * random.nextGaussian());
              case SCALE, RUNNING_VARIANCE -> 1;
              case BIAS, SHIFT, RUNNING_MEAN -> 0;
            };
      }
      tensors.put(parameter.name(), new NamedTensor(List.copyOf(parameter.shape()), values));
    }
    return new Weights(tensors);
  }

  private static Batch batch(Program program, Random random) {
    float[] images = new float[Math.toIntExact(BATCH * program.input().elements())];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    int[] labels = random.ints(BATCH, 0, program.classes()).toArray();
    return new Batch(images, labels, BATCH);
  }
}
