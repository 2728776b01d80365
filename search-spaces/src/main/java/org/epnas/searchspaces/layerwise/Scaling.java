package org.epnas.searchspaces.layerwise;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.searchspaces.transformation.Factor;

/**
 * Scales a property of a layer; channels of all layers of its group together. Names stay, so the
 * overlapping part of the parameters is inherited.
 */
record Scaling(int position, Property property, Factor factor) {

  /**
   * The scaled value, empty where the property is missing, would not change or leaves its range.
   */
  OptionalInt value(Graph graph) {
    return property.scaled(graph.operation(position), factor);
  }

  Architecture perform(Graph graph, ChannelGroups groups) {
    int value = value(graph).orElseThrow();
    Architecture parent = graph.architecture();
    List<Layer> layers =
        IntStream.range(0, graph.size())
            .mapToObj(index -> {
              Layer layer = graph.layer(index);
              Operation scaled = scaled(graph, groups, index, value);
              return new Layer(layer.name(), scaled, layer.inputs());
            })
            .toList();
    return new Architecture(parent.input(), parent.classes(), layers, parent.encoding());
  }

  private Operation scaled(Graph graph, ChannelGroups groups, int index, int value) {
    Operation operation = graph.operation(index);
    return switch (property) {
      case CHANNELS ->
          operation instanceof Operation.OwnChannels own && groups.together(index, position)
              ? own.withChannels(value)
              : operation;
      case KERNEL ->
          operation instanceof Operation.Windowed windowed && index == position
              ? windowed.withKernel(value)
              : operation;
      case EXPANSION ->
          operation instanceof Operation.InvertedResidual block && index == position
              ? new Operation.InvertedResidual(
                  block.channels(), block.kernel(), block.stride(), value)
              : operation;
    };
  }
}
