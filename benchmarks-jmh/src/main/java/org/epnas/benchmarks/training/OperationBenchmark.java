package org.epnas.benchmarks.training;

import java.util.concurrent.TimeUnit;
import org.epnas.benchmarks.task.SyntheticBatch;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.OneDnnBackend;
import org.epnas.training.backend.Backend;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Executable;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.backend.Executable.BatchResult;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.backend.Precision;
import org.epnas.training.reference.ReferenceBackend;
import org.epnas.training.weights.WeightInitializer;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does each kind of layer cost in a training step, on each backend? The step is that of a
 * stem, the layer and a classifier; {@code identity} is the step without the layer.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"})
public class OperationBenchmark {
  private static final int CHANNELS = 32;
  private static final int BATCH = 32;
  private static final TensorShape IMAGE = new TensorShape(3, 16, 16);
  private static final int CLASSES = 10;
  private static final StepOptions STEP = new StepOptions(0.01, 0.9, 5e-4, 0);

  /** The middle of a network for small images. */
  @Param({
    "identity",
    "conv3",
    "conv3-dilated",
    "depthwise5",
    "separable5",
    "inverted3",
    "maxpool3",
    "avgpool3"
  })
  String layer;

  @Param({"onednn", "reference"})
  String backend;

  private Executable executable;
  private Batch batch;
  private long step;

  @Setup
  public void compile() {
    ArchitectureBuilder net = new ArchitectureBuilder(IMAGE, CLASSES);
    net.add("stem", new Operation.Convolution(CHANNELS, 1, 1, 1, 1, Activation.RELU), "input");
    net.add("layer", operation(), "stem");
    net.add("pool", new Operation.GlobalPooling(), "layer");
    net.add("logits", new Operation.Dense(CLASSES), "pool");
    Program program = Program.of(net.build());
    WeightInitializer source = new WeightInitializer(1);
    Backend chosen = backend.equals("onednn") ? new OneDnnBackend() : new ReferenceBackend();
    executable =
        chosen.compile(
            program,
            new CompileOptions(
                chosen.devices().getFirst(), BATCH, Precision.FP32, 1, true, false, 1));
    executable.load(source.initial(program));
    SyntheticBatch synthetic = SyntheticBatch.list(source, program, BATCH, 1).getFirst();
    batch = new Batch(synthetic.images(), synthetic.labels(), BATCH);
  }

  private Operation operation() {
    return switch (layer) {
      case "identity" -> new Operation.Identity();
      case "conv3" -> new Operation.Convolution(CHANNELS, 3, 1, 1, 1, Activation.RELU);
      case "conv3-dilated" -> new Operation.Convolution(CHANNELS, 3, 1, 2, 1, Activation.RELU);
      case "depthwise5" -> new Operation.DepthwiseConvolution(5, 1, 1, Activation.RELU);
      case "separable5" -> new Operation.SeparableConvolution(CHANNELS, 5, 1, 1, Activation.RELU);
      case "inverted3" -> new Operation.InvertedResidual(CHANNELS, 3, 1, 4);
      case "maxpool3" -> new Operation.MaxPooling(3, 1);
      case "avgpool3" -> new Operation.AveragePooling(3, 1);
      default -> throw new IllegalArgumentException("Layer (" + layer + ") is unknown");
    };
  }

  @TearDown
  public void close() {
    executable.close();
  }

  @Benchmark
  public BatchResult train() {
    return executable.train(batch, STEP, step++);
  }
}
