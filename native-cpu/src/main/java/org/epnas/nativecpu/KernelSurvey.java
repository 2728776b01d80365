package org.epnas.nativecpu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.OneDnnExecutable.Implementation;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.backend.Precision;

/**
 * Asks which code would compute every operation that search spaces offer, on this processor. oneDNN
 * has holes: for some shapes it falls back to a matrix product or to a plain loop, up to a hundred
 * times slower, without a word.
 */
public final class KernelSurvey {
  /**
   * One step of one operation.
   *
   * @param operation for example {@code depthwise 5x5, stride 2, 24 channels}
   */
  public record Finding(String operation, Implementation implementation) {}

  private static final TensorShape INPUT = new TensorShape(3, 16, 16);
  private static final int CLASSES = 10;
  private static final int BATCH = 8;

  /** Whole blocks of 8 and 16 channels, and a width that only blocks of 8 divide. */
  private static final List<Integer> CHANNELS = List.of(16, 24);

  private static final String LAYER = "surveyed";

  private KernelSurvey() {}

  /** Compiles each operation once; takes some seconds. */
  public static List<Finding> of(OneDnnBackend backend, Precision precision) {
    List<Finding> findings = new ArrayList<>();
    for (int channels : CHANNELS) {
      operations(channels)
          .forEach((name, operation) ->
              steps(backend, precision, channels, operation)
                  .forEach(step ->
                      findings.add(
                          new Finding("%s, %s channels".formatted(name, channels), step))));
    }
    return findings;
  }

  private static List<Implementation> steps(
      OneDnnBackend backend, Precision precision, int channels, Operation operation) {
    ArchitectureBuilder net = new ArchitectureBuilder(INPUT, CLASSES);
    net.add("stem", new Operation.Convolution(channels, 1, 1, 1, 1, Activation.RELU), "input");
    net.add(LAYER, operation, "stem");
    net.add("pool", new Operation.GlobalPooling(), LAYER);
    net.add("logits", new Operation.Dense(CLASSES), "pool");
    CompileOptions options =
        new CompileOptions(backend.devices().getFirst(), BATCH, precision, 1, true, false, 0);
    try (OneDnnExecutable executable = backend.compile(Program.of(net.build()), options)) {
      return executable.implementations().stream()
          .filter(step -> step.step().contains("(" + LAYER + ")"))
          .toList();
    }
  }

  private static SequencedMap<String, Operation> operations(int channels) {
    SequencedMap<String, Operation> operations = new LinkedHashMap<>();
    for (int stride : List.of(1, 2)) {
      for (int kernel : List.of(1, 3, 5, 7)) {
        operations.put(
            name("convolution", kernel, stride, 1),
            new Operation.Convolution(channels, kernel, stride, 1, 1, Activation.RELU));
      }
      for (int kernel : List.of(3, 5, 7)) {
        addWindowed(operations, channels, kernel, stride);
      }
      operations.put(name("max pooling", 3, stride, 1), new Operation.MaxPooling(3, stride));
      operations.put(
          name("average pooling", 3, stride, 1), new Operation.AveragePooling(3, stride));
    }
    operations.put("average pooling 2x2, stride 2", new Operation.AveragePooling(2, 2));
    operations.put("projection", new Operation.Projection(channels));
    operations.put("batch norm", new Operation.BatchNorm(Activation.RELU));
    operations.put("activation", new Operation.Activate(Activation.RELU));
    return operations;
  }

  private static void addWindowed(
      SequencedMap<String, Operation> operations, int channels, int kernel, int stride) {
    operations.put(
        name("depthwise", kernel, stride, 1),
        new Operation.DepthwiseConvolution(kernel, stride, 1, Activation.RELU));
    operations.put(
        name("separable", kernel, stride, 1),
        new Operation.SeparableConvolution(channels, kernel, stride, 1, Activation.RELU));
    operations.put(
        name("convolution", kernel, stride, 2),
        new Operation.Convolution(channels, kernel, stride, 2, 1, Activation.RELU));
    operations.put(
        name("inverted residual", kernel, stride, 1),
        new Operation.InvertedResidual(channels, kernel, stride, 4));
  }

  private static String name(String kind, int kernel, int stride, int dilation) {
    return "%s %sx%s, stride %s%s"
        .formatted(kind, kernel, kernel, stride, dilation > 1 ? ", dilation " + dilation : "");
  }
}
