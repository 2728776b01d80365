package org.epnas.searchspaces.layerwise;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.searchspaces.edit.Reductions;

/**
 * The plain network that the search starts from: a 3x3 stem of 16 channels, a strided 3x3
 * convolution per halving of the map (the last two have 32 and 64 channels), one more 3x3
 * convolution, global pooling and a dense layer. About 61,000 parameters for a 32x32 colour image
 * and 10 classes.
 */
final class InitialNetwork {
  private static final int STEM_CHANNELS = 16;
  private static final int FINAL_CHANNELS = 64;
  private static final int LEAST_STAGES = 2;

  private InitialNetwork() {}

  static Architecture of(TensorShape input, int classes) {
    List<Layer> layers = new ArrayList<>();
    append(layers, "stem", STEM_CHANNELS, 1);
    int reductions = Reductions.of(input);
    int stages = Math.max(LEAST_STAGES, reductions);
    int number = 1;
    for (; number <= stages; number++) {
      boolean strided = number <= reductions;
      int channels = Math.max(STEM_CHANNELS, FINAL_CHANNELS >> (stages - number));
      append(layers, (strided ? "reduce" : "conv") + number, channels, strided ? 2 : 1);
    }
    append(layers, "conv" + number, FINAL_CHANNELS, 1);
    layers.add(Layer.of("pool", new Operation.GlobalPooling(), layers.getLast().name()));
    layers.add(Layer.of("classifier", new Operation.Dense(classes), "pool"));
    return new Architecture(input, classes, layers, new Lineage(number + 1).encoding());
  }

  private static void append(List<Layer> layers, String name, int channels, int stride) {
    String source = layers.isEmpty() ? Architecture.INPUT : layers.getLast().name();
    layers.add(
        Layer.of(
            name,
            new Operation.Convolution(channels, 3, stride, 1, 1, Activation.RELU),
            source));
  }
}
