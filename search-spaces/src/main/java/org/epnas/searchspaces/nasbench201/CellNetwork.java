package org.epnas.searchspaces.nasbench201;

import java.util.List;
import java.util.concurrent.ConcurrentMap;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/**
 * The published network (Dong and Yang 2020, section 2.1): a 3x3 stem, three stages of five cells
 * with 16, 32 and 64 channels, a residual block of stride 2 before the second and third, batch norm
 * with ReLU, global pooling, a dense layer. Only an image side that is odd before a block has no
 * published form: the shortcut pools 3x3 there.
 */
final class CellNetwork {
  private static final int STAGES = 3;
  private static final int CELLS = 5;
  private static final int CHANNELS = 16;

  private final NetworkLayers layers;
  private final Cell cell;

  private CellNetwork(NetworkLayers layers, Cell cell) {
    this.layers = layers;
    this.cell = cell;
  }

  /**
   * @param cell a connected one
   * @param shared layers of the networks so far
   */
  static Architecture of(
      TensorShape input, int classes, Cell cell, ConcurrentMap<Layer, Layer> shared) {
    NetworkLayers layers = new NetworkLayers(new ArchitectureBuilder(input, classes), shared);
    String body = new CellNetwork(layers, cell).body();
    layers.add("norm", new Operation.BatchNorm(Activation.RELU), body);
    layers.add("pool", new Operation.GlobalPooling(), "norm");
    layers.add("classifier", new Operation.Dense(classes), "pool");
    return layers.build(cell.toString());
  }

  private String body() {
    String last = convolution("stem", CHANNELS, 3, 1, Activation.NONE, Architecture.INPUT);
    for (int stage = 0; stage < STAGES; stage++) {
      int channels = CHANNELS << stage;
      String name = "stage" + stage;
      last = stage == 0 ? last : reduction(name + ".reduction", channels, last);
      for (int i = 0; i < CELLS; i++) {
        last = new CellLayers(cell, layers, name + ".cell" + i, channels).add(last);
      }
    }
    return last;
  }

  private String reduction(String name, int channels, String input) {
    String relu = layers.add(name + ".relu", new Operation.Activate(Activation.RELU), input);
    String first = convolution(name + ".conv0", channels, 3, 2, Activation.RELU, relu);
    String second = convolution(name + ".conv1", channels, 3, 1, Activation.NONE, first);
    String pooled =
        layers.add(name + ".pool", new Operation.AveragePooling(window(input), 2), input);
    String shortcut = layers.add(name + ".shortcut", new Operation.Projection(channels), pooled);
    return layers.add(
        new Layer(name, new Operation.Add(Activation.NONE), List.of(second, shortcut)));
  }

  /** 2x2 windows do not cover a side that is odd, and the sum would not fit. */
  private int window(String input) {
    TensorShape shape = layers.shape(input);
    return shape.height() % 2 == 0 && shape.width() % 2 == 0 ? 2 : 3;
  }

  private String convolution(
      String name, int channels, int kernel, int stride, Activation activation, String input) {
    return layers.add(name, NetworkLayers.convolution(channels, kernel, stride, activation), input);
  }
}
