package org.epnas.searchspaces.layerwise;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which layer is read in place of each layer, usually itself. */
final class Aliases {
  private final Graph graph;
  private final int[] aliases;

  Aliases(Graph graph) {
    this.graph = graph;
    this.aliases = IntStream.range(0, graph.size()).toArray();
  }

  /** From now on the readers of a layer read another, earlier one. */
  void replace(int layer, int by) {
    aliases[layer] = by;
  }

  /**
   * Whether an addition or concatenation has become pointless, because its inputs are all the same
   * now; its readers then read that one. To be asked in topological order.
   */
  boolean absorb(int layer) {
    int[] inputs = inputs(layer);
    boolean pointless =
        inputs.length > 1 && Arrays.stream(inputs).allMatch(input -> input == inputs[0]);
    if (pointless) {
      replace(layer, inputs[0]);
    }
    return pointless;
  }

  /** What a layer reads. */
  int[] inputs(int layer) {
    return Arrays.stream(graph.inputs(layer)).map(this::of).toArray();
  }

  private int of(int layer) {
    return layer == Graph.INPUT ? Graph.INPUT : aliases[layer];
  }
}
