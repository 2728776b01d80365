package org.epnas.searchspaces.layerwise;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.architecture.Operation;
import org.epnas.kernel.architecture.TensorShape;

/**
 * What becomes of the shapes of a network when the readers of one layer get something else to read:
 * decides which transformations are valid without performing them.
 */
final class Rerouting {
  private final Graph graph;
  private final Aliases aliases;
  private final TensorShape[] shapes;

  private Rerouting(Graph graph) {
    this.graph = graph;
    this.aliases = new Aliases(graph);
    this.shapes = new TensorShape[graph.size()];
    Arrays.setAll(shapes, graph::shape);
  }

  /**
   * The last map if the readers of a layer get this shape from it, empty where one does not fit.
   */
  static Optional<TensorShape> toShape(Graph graph, int layer, TensorShape shape) {
    Rerouting rerouting = new Rerouting(graph);
    rerouting.shapes[layer] = shape;
    return rerouting.finalMap(layer);
  }

  /** The last map if the readers of a layer read an earlier one, empty where one does not fit. */
  static Optional<TensorShape> toLayer(Graph graph, int layer, int earlier) {
    Rerouting rerouting = new Rerouting(graph);
    rerouting.aliases.replace(layer, earlier);
    return rerouting.finalMap(layer);
  }

  private Optional<TensorShape> finalMap(int changed) {
    BitSet pending = (BitSet) graph.readers(changed).clone();
    for (int i = pending.nextSetBit(0); i >= 0; i = pending.nextSetBit(i + 1)) {
      if (aliases.absorb(i)) {
        pending.or(graph.readers(i));
        continue;
      }
      List<TensorShape> inputs = inputs(i);
      if (!fits(graph.operation(i), inputs)) {
        return Optional.empty();
      }
      TensorShape output = output(graph.operation(i), inputs);
      if (!output.equals(shapes[i])) {
        shapes[i] = output;
        pending.or(graph.readers(i));
      }
    }
    return Optional.of(inputs(graph.head()).getFirst());
  }

  private List<TensorShape> inputs(int layer) {
    return Arrays.stream(aliases.inputs(layer))
        .mapToObj(i -> i == Graph.INPUT ? graph.architecture().input() : shapes[i])
        .toList();
  }

  private static boolean fits(Operation operation, List<TensorShape> inputs) {
    TensorShape first = inputs.getFirst();
    return switch (operation) {
      case Operation.Add _ -> inputs.stream().allMatch(first::equals);
      case Operation.Concat _ -> inputs.stream().allMatch(first::sameSides);
      case Operation.Convolution convolution -> first.channels() % convolution.groups() == 0;
      case Operation.AveragePooling pooling ->
          pooling.kernel() % 2 == 1
              || (first.height() % pooling.kernel() == 0 && first.width() % pooling.kernel() == 0);
      case Operation.Windowed _,
          Operation.Projection _,
          Operation.BatchNorm _,
          Operation.Activate _,
          Operation.Identity _,
          Operation.GlobalPooling _,
          Operation.Dropout _,
          Operation.Dense _ ->
          true;
    };
  }

  private static TensorShape output(Operation operation, List<TensorShape> inputs) {
    TensorShape first = inputs.getFirst();
    return switch (operation) {
      case Operation.Windowed windowed -> {
        TensorShape strided = first.strided(windowed.stride());
        yield windowed instanceof Operation.OwnChannels own
            ? strided.withChannels(own.channels())
            : strided;
      }
      case Operation.Concat _ ->
          first.withChannels(inputs.stream().mapToInt(TensorShape::channels).sum());
      case Operation.Projection projection -> first.withChannels(projection.channels());
      case Operation.BatchNorm _,
          Operation.Activate _,
          Operation.Add _,
          Operation.Identity _,
          Operation.Dropout _ ->
          first;
      case Operation.GlobalPooling _ -> new TensorShape(first.channels(), 1, 1);
      case Operation.Dense dense -> new TensorShape(dense.units(), 1, 1);
    };
  }
}
