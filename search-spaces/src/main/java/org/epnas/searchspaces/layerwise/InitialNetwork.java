package org.epnas.searchspaces.layerwise;

import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.searchspaces.transformation.Reductions;

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
    ArchitectureBuilder builder = new ArchitectureBuilder(input, classes);
    append(builder, "stem", STEM_CHANNELS, 1);
    int reductions = Reductions.of(input);
    int stages = Math.max(LEAST_STAGES, reductions);
    for (int number = 1; number <= stages; number++) {
      int channels = Math.max(STEM_CHANNELS, FINAL_CHANNELS >> (stages - number));
      boolean strided = number <= reductions;
      append(builder, (strided ? "reduce" : "conv") + number, channels, strided ? 2 : 1);
    }
    append(builder, "conv" + (stages + 1), FINAL_CHANNELS, 1);
    builder.add("pool", new Operation.GlobalPooling(), builder.last());
    builder.add("classifier", new Operation.Dense(classes), builder.last());
    return builder.build(new Lineage(stages + 2).encoding());
  }

  private static void append(ArchitectureBuilder builder, String name, int channels, int stride) {
    builder.add(
        name,
        new Operation.Convolution(channels, 3, stride, 1, 1, Activation.RELU),
        builder.last());
  }
}
