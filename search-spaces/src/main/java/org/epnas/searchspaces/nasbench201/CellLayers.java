package org.epnas.searchspaces.nasbench201;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * The layers of one cell, as published: a node is the sum of its live edges, and a convolution
 * activates what it reads (ReLU, convolution, batch norm), while skip connections and poolings read
 * the same node as it is.
 */
final class CellLayers {
  private final Cell cell;
  private final BitSet live;
  private final NetworkLayers layers;
  private final String name;
  private final int channels;
  private final boolean reduces;
  private final String[] nodes = new String[Edge.NODES];

  /** By layer: its activated form. */
  private final Map<String, String> activated = new HashMap<>();

  CellLayers(Cell cell, NetworkLayers layers, String name, int channels) {
    this(cell, layers, name, channels, false);
  }

  /**
   * @param reduces whether the edges that leave the input halve the image and bring its channels to
   *     {@code channels}; a skip connection does so by a 1x1 convolution
   */
  CellLayers(Cell cell, NetworkLayers layers, String name, int channels, boolean reduces) {
    this.cell = cell;
    this.live = cell.live();
    this.layers = layers;
    this.name = name;
    this.channels = channels;
    this.reduces = reduces;
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
    List<String> values = edges.stream().map(this::value).toList();
    if (values.size() == 1) {
      nodes[node] = values.getFirst();
    } else if (values.size() > 1) {
      nodes[node] =
          layers.add(new Layer(name + ".node" + node, new Operation.Add(Activation.NONE), values));
    }
  }

  private String value(Edge edge) {
    String source = nodes[edge.source()];
    int stride = reduces && edge.source() == Edge.INPUT ? 2 : 1;
    return switch (cell.operation(edge)) {
      case NONE -> source;
      case SKIP_CONNECT -> stride == 1 ? source : convolution(edge, 1, stride);
      case CONVOLUTION_1 -> convolution(edge, 1, stride);
      case CONVOLUTION_3 -> convolution(edge, 3, stride);
      case AVERAGE_POOLING_3 ->
          layers.add(layerName(edge), new Operation.AveragePooling(3, stride), source);
    };
  }

  private String convolution(Edge edge, int kernel, int stride) {
    return layers.add(
        layerName(edge),
        NetworkLayers.convolution(channels, kernel, stride, Activation.NONE),
        activated(edge.source()));
  }

  /** One layer for all that read the node, and for nodes that are one and the same. */
  private String activated(int node) {
    String input = nodes[node];
    return activated.computeIfAbsent(
        input,
        _ ->
            layers.add(
                name + ".node" + node + ".relu", new Operation.Activate(Activation.RELU), input));
  }

  /** Equal where parameters can be inherited. */
  private String layerName(Edge edge) {
    EdgeOperation operation = cell.operation(edge);
    boolean convolves = operation == EdgeOperation.SKIP_CONNECT;
    return "%s.edge%s%s.%s"
        .formatted(
            name,
            edge.source(),
            edge.target(),
            (convolves ? EdgeOperation.CONVOLUTION_1 : operation).code());
  }
}
