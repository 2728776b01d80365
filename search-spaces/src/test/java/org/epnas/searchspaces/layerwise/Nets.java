package org.epnas.searchspaces.layerwise;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/** Networks to operate on. */
final class Nets {
  static final TensorShape IMAGE = new TensorShape(3, 32, 32);

  private Nets() {}

  /**
   * 0 stem (16), 1 reduce1 (32, stride 2), 2 reduce2 (64, stride 2), 3 conv3 (64), 4 pool, 5
   * classifier.
   */
  static Graph initial() {
    return new Graph(InitialNetwork.of(IMAGE, 10));
  }

  static Architecture of(Layer... layers) {
    return new Architecture(IMAGE, 10, List.of(layers), "next=50");
  }

  static Layer conv(String name, int channels, Activation activation, String input) {
    return Layer.of(name, conv(channels, 1, activation), input);
  }

  static Operation conv(int channels, int stride, Activation activation) {
    return new Operation.Convolution(channels, 3, stride, 1, 1, activation);
  }

  static Layer add(String name, String... inputs) {
    return Layer.of(name, new Operation.Add(Activation.RELU), inputs);
  }

  static Layer pool(String input) {
    return Layer.of("pool", new Operation.GlobalPooling(), input);
  }

  static Layer classifier() {
    return Layer.of("classifier", new Operation.Dense(10), "pool");
  }
}
