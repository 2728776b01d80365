package org.epnas.policy.predictor;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/** Small networks for the tests of the predictor. */
final class Networks {
  private static final int CHANNELS = 8;

  private Networks() {}

  /** The input of 3x8x8 and a 3x3 convolution called stem. */
  static ArchitectureBuilder start() {
    ArchitectureBuilder net = new ArchitectureBuilder(new TensorShape(3, 8, 8), 10);
    net.add("stem", convolution(3), "input");
    return net;
  }

  /** Ends with global pooling and logits. */
  static Architecture end(ArchitectureBuilder net) {
    net.add("pool", new Operation.GlobalPooling(), net.last());
    net.add("logits", new Operation.Dense(10), "pool");
    return net.build();
  }

  /** Between start and end: kind 0 is a 3x3 convolution, 1 a pooling, 2 a 5x5 convolution. */
  static Architecture chain(String prefix, List<Integer> kinds) {
    ArchitectureBuilder net = start();
    for (int i = 0; i < kinds.size(); i++) {
      net.add(prefix + i, operation(kinds.get(i)), net.last());
    }
    return end(net);
  }

  /**
   * So many blocks in a row, each {@code add(conv3x3(conv3x3(x)), x)}, between start and end.
   *
   * @param shortcut a layer on the way around a block's convolutions
   */
  static Architecture residual(int blocks, Operation shortcut) {
    ArchitectureBuilder net = start();
    for (int i = 0; i < blocks; i++) {
      String input = net.last();
      net.add("first" + i, convolution(3), input);
      net.add("second" + i, convolution(3), "first" + i);
      net.add("around" + i, shortcut, input);
      net.add("sum" + i, new Operation.Add(Activation.NONE), "second" + i, "around" + i);
    }
    return end(net);
  }

  static Operation convolution(int kernel) {
    return new Operation.Convolution(CHANNELS, kernel, 1, 1, 1, Activation.RELU);
  }

  private static Operation operation(int kind) {
    return switch (kind) {
      case 0 -> convolution(3);
      case 1 -> new Operation.MaxPooling(3, 1);
      default -> convolution(5);
    };
  }
}
