package org.epnas.training.conformance.network;

import static org.epnas.training.conformance.network.ProgramBuilder.IMAGE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.ToIntBiFunction;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable.Batch;
import org.epnas.training.weights.Weights;
import org.epnas.training.weights.Weights.NamedTensor;

/**
 * Every op but convolution, at the edges of sizes and layouts. A 1x1 convolution before it makes
 * the gradient of its input visible in a weight, a dense layer after it gives every position a
 * gradient of its own.
 */
public final class OpCases {
  private record Size(int channels, int height, int width, int batch) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(1, 1, 1, 2),
          new Size(3, 5, 7, 5),
          new Size(16, 8, 8, 2),
          new Size(17, 7, 5, 5),
          new Size(20, 15, 16, 2),
          new Size(32, 1, 1, 16),
          new Size(48, 8, 15, 2));

  private static final int IMAGE_CHANNELS = 2;
  private static final int CLASSES = 5;

  private OpCases() {}

  public static Stream<NetworkCase> all() {
    return Stream.concat(differentiable(), Stream.of(tiedMaximum()));
  }

  /** Those whose gradient can be checked by differences. */
  public static Stream<NetworkCase> differentiable() {
    return Stream.of(
            cases("batch norm", ProgramBuilder::batchNorm),
            activations(),
            pools(),
            tiles(),
            cases("global average pool", ProgramBuilder::globalPool),
            cases("dropout", (net, x) -> net.dropout(x, 0.3)),
            cases("dense", (net, x) -> net.dense(x, 7)))
        .flatMap(cases -> cases);
  }

  private static Stream<NetworkCase> cases(
      String op, ToIntBiFunction<ProgramBuilder, Integer> append) {
    return SIZES.stream().map(size -> named(op, size, append));
  }

  private static NetworkCase named(
      String op, Size size, ToIntBiFunction<ProgramBuilder, Integer> append) {
    ProgramBuilder net = new ProgramBuilder(IMAGE_CHANNELS, size.height(), size.width());
    int x = net.convolution(IMAGE, size.channels(), 1);
    net.dense(append.applyAsInt(net, x), CLASSES);
    String name =
        "%s, %s channels, %sx%s, batch %s"
            .formatted(op, size.channels(), size.height(), size.width(), size.batch());
    return NetworkCase.of(name, net, size.batch());
  }

  private static Stream<NetworkCase> activations() {
    return Stream.of(Activation.RELU, Activation.RELU6, Activation.SWISH)
        .flatMap(activation ->
            cases(
                activation.name().toLowerCase(Locale.ROOT),
                (net, x) -> net.activate(x, activation)));
  }

  private static Stream<NetworkCase> pools() {
    return Stream.of(3, 5)
        .flatMap(kernel -> Stream.of(1, 2).flatMap(stride -> pools(kernel, stride)));
  }

  /** Average pools without padding, on images that they divide. */
  private static Stream<NetworkCase> tiles() {
    return Stream.of(
            new Size(1, 2, 2, 2),
            new Size(3, 4, 6, 5),
            new Size(17, 8, 8, 2),
            new Size(32, 16, 16, 2))
        .map(
            size -> named("average pool 2x2 stride 2", size, (net, x) -> net.averagePool(x, 2, 2)));
  }

  private static Stream<NetworkCase> pools(int kernel, int stride) {
    String form = " pool %sx%s stride %s".formatted(kernel, kernel, stride);
    return Stream.concat(
        cases("max" + form, (net, x) -> net.maxPool(x, kernel, stride)),
        cases("average" + form, (net, x) -> net.averagePool(x, kernel, stride)));
  }

  /**
   * The pooled channel has few different values, so that most windows have several maxima, while
   * the image's second channel tells by its product with the gradient where that went.
   */
  private static NetworkCase tiedMaximum() {
    ProgramBuilder net = new ProgramBuilder(2, 7, 7);
    int x = net.convolution(IMAGE, 1, 1);
    net.dense(net.maxPool(x, 3, 2), CLASSES);
    NetworkCase random = NetworkCase.of("max pool with ties", net, 5);
    Program program = random.program();
    float[] images = random.batch().images().clone();
    for (int i = 0; i < images.length; i++) {
      boolean pooled = i / 49 % 2 == 0;
      images[i] = pooled ? Math.round(images[i]) : images[i];
    }
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>(random.weights().tensors());
    tensors.replace("conv0/weight", new NamedTensor(List.of(1, 2, 1, 1), new float[] {1, 0}));
    Batch batch = new Batch(images, random.batch().labels(), random.batch().size());
    return new NetworkCase(random.name(), program, new Weights(tensors), batch);
  }
}
