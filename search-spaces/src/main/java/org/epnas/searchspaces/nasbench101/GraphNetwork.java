package org.epnas.searchspaces.nasbench101;

import java.util.concurrent.ConcurrentMap;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureBuilder;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/**
 * The benchmark's skeleton: a 3x3 stem of 128 channels, three stacks of three cells with 128, 256
 * and 512 channels, max pooling of stride 2 before the second and third, global pooling, a dense
 * layer. Every network has exactly the published parameters. The poolings between the stacks have a
 * window of 3x3 instead of 2x2: windows are odd here.
 */
final class GraphNetwork {
  private static final int STACKS = 3;
  private static final int CELLS = 3;
  private static final int CHANNELS = 128;

  private GraphNetwork() {}

  /**
   * @param graph a connected cell, which becomes the encoding; its dead vertices have no layers
   * @param shared layers of the networks so far
   */
  static Architecture of(
      TensorShape input, int classes, Graph graph, ConcurrentMap<Layer, Layer> shared) {
    NetworkLayers layers = new NetworkLayers(new ArchitectureBuilder(input, classes), shared);
    Graph pruned = graph.pruned();
    String last = layers.add("stem", NetworkLayers.convolution(CHANNELS, 3), Architecture.INPUT);
    for (int stack = 0; stack < STACKS; stack++) {
      String name = "stack" + stack;
      if (stack > 0) {
        last = layers.add(name + ".pool", new Operation.MaxPooling(3, 2), last);
      }
      for (int cell = 0; cell < CELLS; cell++) {
        last =
            new GraphLayers(pruned, layers, name + ".cell" + cell, CHANNELS << stack, last).add();
      }
    }
    layers.add("pool", new Operation.GlobalPooling(), last);
    layers.add("classifier", new Operation.Dense(classes), "pool");
    return layers.build(graph.toString());
  }
}
