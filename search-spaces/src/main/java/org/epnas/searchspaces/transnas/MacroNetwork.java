package org.epnas.searchspaces.transnas;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/**
 * A stem of two 3x3 convolutions to 64 channels, modules of two basic residual blocks each, global
 * pooling, a dense layer. The stem halves images of 64 pixels and more once and those of 128 and
 * more twice; the benchmark's have 256. Built from the paper; no table was at hand to compare
 * parameters with.
 */
final class MacroNetwork {
  private static final int CHANNELS = 64;
  private static final int BLOCKS = 2;
  private static final int HALVED_ONCE = 64;
  private static final int HALVED_TWICE = 128;

  private final ArchitectureBuilder builder;

  private MacroNetwork(ArchitectureBuilder builder) {
    this.builder = builder;
  }

  static Architecture of(TensorShape input, int classes, MacroCode code) {
    ArchitectureBuilder builder = new ArchitectureBuilder(input, classes);
    String last = new MacroNetwork(builder).body(input, code);
    builder.add("pool", new Operation.GlobalPooling(), last);
    builder.add("classifier", new Operation.Dense(classes), "pool");
    return builder.build(code.toString());
  }

  private String body(TensorShape input, MacroCode code) {
    int side = Math.min(input.height(), input.width());
    String last =
        convolution(
            "stem0",
            CHANNELS / 2,
            3,
            side >= HALVED_TWICE ? 2 : 1,
            Activation.RELU,
            Architecture.INPUT);
    last = convolution("stem1", CHANNELS, 3, side >= HALVED_ONCE ? 2 : 1, Activation.RELU, last);
    int channels = CHANNELS;
    for (int place = 0; place < code.modules().size(); place++) {
      int module = code.modules().get(place);
      channels = MacroCode.doubles(module) ? 2 * channels : channels;
      for (int i = 0; i < BLOCKS; i++) {
        String name = "module%s.block%s".formatted(code.names().get(place), i);
        boolean first = i == 0;
        last =
            block(
                name,
                channels,
                first && MacroCode.halves(module) ? 2 : 1,
                first && module > 1,
                last);
      }
    }
    return last;
  }

  private String block(String name, int channels, int stride, boolean projects, String input) {
    String first = convolution(name + ".conv0", channels, 3, stride, Activation.RELU, input);
    String second = convolution(name + ".conv1", channels, 3, 1, Activation.NONE, first);
    String shortcut =
        projects
            ? convolution(name + ".shortcut", channels, 1, stride, Activation.NONE, input)
            : input;
    return builder.add(
        new Layer(name, new Operation.Add(Activation.RELU), List.of(second, shortcut)));
  }

  private String convolution(
      String name, int channels, int kernel, int stride, Activation activation, String input) {
    return builder.add(
        name, new Operation.Convolution(channels, kernel, stride, 1, 1, activation), input);
  }
}
