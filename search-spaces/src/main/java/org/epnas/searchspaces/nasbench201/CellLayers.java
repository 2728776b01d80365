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
  private final boolean reduces;
  private final boolean activatedEdges;
  private final String[] nodes = new String[Edge.NODES];

  CellLayers(Cell cell, NetworkLayers layers, String name, int channels) {
    this(cell, layers, name, channels, false, false);
  }

  /**
   * @param reduces whether the edges that leave the input halve the image and bring its channels to
   *     {@code channels}; a skip connection does so by a 1x1 convolution
   * @param activatedEdges whether every convolution is activated itself and a node is a plain sum,
   *     so that a layer does not depend on the edges beside it
   */
  CellLayers(
      Cell cell,
      NetworkLayers layers,
      String name,
      int channels,
      boolean reduces,
      boolean activatedEdges) {
    this.cell = cell;
    this.live = cell.live();
    this.layers = layers;
    this.name = name;
    this.channels = channels;
    this.reduces = reduces;
    this.activatedEdges = activatedEdges;
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
    Activation own = edges.size() == 1 || activatedEdges ? Activation.RELU : Activation.NONE;
    Activation ofSum = activatedEdges ? Activation.NONE : Activation.RELU;
    List<String> values = edges.stream().map(edge -> value(edge, own)).toList();
    if (values.size() == 1) {
      nodes[node] = values.getFirst();
    } else if (values.size() > 1) {
      nodes[node] = layers.add(new Layer(name + ".node" + node, new Operation.Add(ofSum), values));
    }
  }

  private String value(Edge edge, Activation activation) {
    String source = nodes[edge.source()];
    return operation(edge, activation)
        .map(operation -> layers.add(layerName(edge), operation, source))
        .orElse(source);
  }

  private Optional<Operation> operation(Edge edge, Activation activation) {
    int stride = reduces && edge.source() == Edge.INPUT ? 2 : 1;
    return switch (cell.operation(edge)) {
      case NONE -> Optional.empty();
      case SKIP_CONNECT ->
          stride == 1
              ? Optional.empty()
              : Optional.of(NetworkLayers.convolution(channels, 1, stride, activation));
      case CONVOLUTION_1 -> Optional.of(NetworkLayers.convolution(channels, 1, stride, activation));
      case CONVOLUTION_3 -> Optional.of(NetworkLayers.convolution(channels, 3, stride, activation));
      case AVERAGE_POOLING_3 -> Optional.of(new Operation.AveragePooling(3, stride));
    };
  }

  /** Equal where parameters can be inherited. */
  private String layerName(Edge edge) {
    EdgeOperation operation = cell.operation(edge);
    boolean convolves = operation == EdgeOperation.SKIP_CONNECT;
    return "%s.edge%d%d.%s"
        .formatted(
            name,
            edge.source(),
            edge.target(),
            (convolves ? EdgeOperation.CONVOLUTION_1 : operation).code());
  }
}
