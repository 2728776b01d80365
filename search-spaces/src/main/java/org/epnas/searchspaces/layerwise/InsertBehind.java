package org.epnas.searchspaces.layerwise;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.searchspaces.transformation.Action;
import org.epnas.searchspaces.transformation.Decision;

/**
 * The choices of an insertion after one layer: type, kernel, stride, join, second source, width.
 */
final class InsertBehind {
  /** Kernels in the order of the values of {@link Head#KERNEL}. */
  static final List<Integer> KERNELS = List.of(1, 3, 5, 7);

  private static final int SMALLEST_REDUCED_MAP = 8;
  private static final int MAXIMUM_CONCATENATED = 2 * LayerwiseSpace.MAXIMUM_CHANNELS;

  private final Graph graph;
  private final int position;
  private final boolean reducible;

  InsertBehind(Graph graph, int position) {
    this.graph = graph;
    this.position = position;
    this.reducible = reducible();
  }

  Decision type() {
    LayerType[] types = LayerType.values();
    return Head.TYPE.ask(
        type -> fits(types[type]), type -> kernel(Insertion.plain(position, types[type])));
  }

  private boolean fits(LayerType type) {
    return room(type.layers()) && (type.strides(1) || reducible);
  }

  private boolean room(int layers) {
    return graph.size() + layers <= LayerwiseSpace.MAXIMUM_LAYERS;
  }

  private Decision kernel(Insertion insertion) {
    return Head.KERNEL.ask(
        kernel -> insertion.type().kernels().contains(KERNELS.get(kernel)),
        kernel -> stride(insertion.withKernel(KERNELS.get(kernel))));
  }

  private Decision stride(Insertion insertion) {
    return Head.STRIDE.ask(
        stride -> insertion.type().strides(stride + 1) && (stride == 0 || reducible),
        stride -> join(insertion.withStride(stride + 1)));
  }

  private Decision join(Insertion insertion) {
    Join[] joins = Join.values();
    return Head.JOIN.ask(
        join -> joinable(insertion, joins[join]), join -> second(insertion, joins[join]));
  }

  private boolean joinable(Insertion insertion, Join join) {
    return insertion.type().joins(join)
        && (join == Join.NONE
            || (insertion.stride() == 1
                && room(insertion.layers() + 1)
                && IntStream.rangeClosed(0, position).anyMatch(source -> source(join, source))));
  }

  private Decision second(Insertion insertion, Join join) {
    return join == Join.NONE
        ? width(insertion)
        : Decision.point(
            graph.size(),
            source -> source(join, source),
            source -> width(insertion.withSecond(join, source)));
  }

  /** Whether a layer may be the second source of one of stride 1. */
  private boolean source(Join join, int source) {
    return source <= position && graph.carriesMap(source) && matches(join, source);
  }

  private boolean matches(Join join, int source) {
    TensorShape here = graph.shape(position);
    TensorShape there = graph.shape(source);
    return switch (join) {
      case NONE -> false;
      case ADD -> there.equals(here);
      case CONCATENATE ->
          source != position
              && there.sameSides(here)
              && there.channels() + here.channels() <= MAXIMUM_CONCATENATED;
    };
  }

  private Decision width(Insertion insertion) {
    Insertion wide = insertion.withWidened(true);
    return Head.WIDTH.ask(
        width -> width == 0 || widenable(wide),
        width -> width == 0 ? action(insertion) : action(wide));
  }

  private boolean widenable(Insertion wide) {
    return wide.type().ownChannels()
        && wide.join() != Join.ADD
        && wide.channels(graph) <= LayerwiseSpace.MAXIMUM_CHANNELS
        && fits(graph.shape(position).strided(wide.stride()).withChannels(wide.channels(graph)));
  }

  private Decision action(Insertion insertion) {
    return new Action(() -> insertion.perform(graph));
  }

  /** A join of a path through the new stride with one around it would not fit any more. */
  private boolean reducible() {
    TensorShape shape = graph.shape(position);
    return Math.min(shape.height(), shape.width()) >= SMALLEST_REDUCED_MAP
        && fits(shape.strided(2));
  }

  private boolean fits(TensorShape output) {
    return Rerouting.toShape(graph, position, output).isPresent();
  }
}
