package org.epnas.searchspaces.nasbench201;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * The layers of one cell. A node is the activated sum of its live edges; where it has one edge
 * only, its convolution is activated itself. So a convolution always reads activated values, as in
 * the benchmark's ReLU-convolution-batch norm; other than there, skip connections, poolings and the
 * cell's output pass activated values on as well.
 */
final class CellLayers {
  private final Cell cell;
  private final BitSet live;
  private final NetworkLayers layers;
  private final String name;
  private final int channels;
  private final String[] nodes = new String[Edge.NODES];

  CellLayers(Cell cell, NetworkLayers layers, String name, int channels) {
    this.cell = cell;
    this.live = cell.live();
    this.layers = layers;
    this.name = name;
    this.channels = channels;
  }

  /**
   * Adds the cell, which must be connected.
   *
   * @return the name of the layer that is its output
   */
  String add(String input) {
    nodes[Edge.INPUT] = input;
    for (int node = 1; node <= Edge.OUTPUT; node++) {
      addNode(node);
    }
    return nodes[Edge.OUTPUT];
  }

  private void addNode(int node) {
    List<Edge> edges = new ArrayList<>();
    for (Edge edge : Edge.values()) {
      if (edge.target() == node && live.get(edge.ordinal())) {
        edges.add(edge);
      }
    }
    Activation own = edges.size() == 1 ? Activation.RELU : Activation.NONE;
    List<String> values = edges.stream().map(edge -> value(edge, own)).toList();
    if (values.size() == 1) {
      nodes[node] = values.getFirst();
    } else if (values.size() > 1) {
      nodes[node] =
          layers.add(new Layer(name + ".node" + node, new Operation.Add(Activation.RELU), values));
    }
  }

  private String value(Edge edge, Activation activation) {
    String source = nodes[edge.source()];
    return operation(edge, activation)
        .map(operation -> layers.add(layerName(edge), operation, source))
        .orElse(source);
  }

  private Optional<Operation> operation(Edge edge, Activation activation) {
    return switch (cell.operation(edge)) {
      case NONE, SKIP_CONNECT -> Optional.empty();
      case CONVOLUTION_1 -> Optional.of(NetworkLayers.convolution(channels, 1, 1, activation));
      case CONVOLUTION_3 -> Optional.of(NetworkLayers.convolution(channels, 3, 1, activation));
      case AVERAGE_POOLING_3 -> Optional.of(new Operation.AveragePooling(3, 1));
    };
  }

  /** Equal where parameters can be inherited. */
  private String layerName(Edge edge) {
    return "%s.edge%s%s.%s"
        .formatted(name, edge.source(), edge.target(), cell.operation(edge).code());
  }
}
