package org.epnas.searchspaces.layerwise;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * Inserts a layer after another one, whose readers then read the new layer instead.
 *
 * <p>The new part takes over the activation of the layer it follows: after the last, linear
 * convolution of a residual branch it becomes the linear one itself, and its predecessor gets a
 * ReLU. A convolution that a skip connection is added to is linear, and the addition ends in the
 * activation, as in He et al. 2016.
 *
 * @param position layer to insert after
 * @param second second source, {@link Graph#INPUT} without one
 * @param widened whether the layer has twice the channels of its source instead of as many
 */
record Insertion(
    int position, LayerType type, int kernel, int stride, Join join, int second, boolean widened) {

  /**
   * The smallest form of a layer type: first kernel, no second source, the channels of its source.
   */
  static Insertion plain(int position, LayerType type) {
    int stride = type.strides(1) ? 1 : 2;
    return new Insertion(
        position, type, type.kernels().getFirst(), stride, Join.NONE, Graph.INPUT, false);
  }

  Insertion withKernel(int newKernel) {
    return new Insertion(position, type, newKernel, stride, join, second, widened);
  }

  Insertion withStride(int newStride) {
    return new Insertion(position, type, kernel, newStride, join, second, widened);
  }

  Insertion withSecond(Join newJoin, int newSecond) {
    return new Insertion(position, type, kernel, stride, newJoin, newSecond, widened);
  }

  Insertion withWidened(boolean newWidened) {
    return new Insertion(position, type, kernel, stride, join, second, newWidened);
  }

  int channels(Graph graph) {
    return graph.shape(position).channels() * (widened ? 2 : 1);
  }

  /** Layers of the architecture that it takes. */
  int layers() {
    return type.layers() + (join == Join.NONE ? 0 : 1);
  }

  Architecture perform(Graph graph) {
    Lineage lineage = Lineage.of(graph.architecture());
    List<Layer> inserted = InsertedLayers.of(graph, this, lineage.next());
    boolean activated = inserted.getLast().operation() instanceof Operation.Activated;
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < graph.size(); i++) {
      layers.add(graph.readers(position).get(i) ? redirected(graph, i, inserted) : graph.layer(i));
      if (i == position) {
        if (activated) {
          layers.set(i, nonLinear(graph.layer(i)));
        }
        layers.addAll(inserted);
      }
    }
    return new Architecture(
        graph.architecture().input(),
        graph.architecture().classes(),
        layers,
        lineage.following().encoding());
  }

  private Layer redirected(Graph graph, int reader, List<Layer> inserted) {
    String from = graph.layer(position).name();
    String to = inserted.getLast().name();
    Layer layer = graph.layer(reader);
    return new Layer(
        layer.name(),
        layer.operation(),
        layer.inputs().stream().map(name -> name.equals(from) ? to : name).toList());
  }

  private static Layer nonLinear(Layer layer) {
    return layer.operation() instanceof Operation.Activated op && op.activation() == Activation.NONE
        ? new Layer(layer.name(), op.withActivation(Activation.RELU), layer.inputs())
        : layer;
  }
}
