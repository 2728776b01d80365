package org.epnas.searchspaces.layerwise;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Operation;

/**
 * Which layers must have the same number of channels: the inputs and the output of an addition
 * (also of the one inside an inverted residual), and the two sides of a layer that keeps its
 * channels. Union-find over the layers and the network's input.
 */
final class ChannelGroups {
  private final Graph graph;
  private final int[] parents;
  private final BitSet fixedRoots = new BitSet();
  private final boolean independent;

  ChannelGroups(Graph graph) {
    this.graph = graph;
    this.parents = IntStream.rangeClosed(0, graph.size()).toArray();
    this.independent = isIndependent();
    unite();
    markFixed();
  }

  private void unite() {
    for (int i = 0; i < graph.size(); i++) {
      if (tied(i)) {
        for (int source : graph.inputs(i)) {
          parents[root(i)] = root(source);
        }
      }
    }
  }

  private void markFixed() {
    fixedRoots.set(root(Graph.INPUT));
    for (int i = 0; i < graph.size(); i++) {
      Operation operation = graph.operation(i);
      if (operation instanceof Operation.Concat || operation instanceof Operation.Dense) {
        fixedRoots.set(root(i));
      }
    }
  }

  private boolean tied(int index) {
    return switch (graph.operation(index)) {
      // What follows a concatenation is not tied: the channels of that cannot be chosen.
      case Operation.InvertedResidual block ->
          block.stride() == 1
              && block.channels() == graph.inputShape(index).channels()
              && graph.source(index) == graph.mainSource(index);
      case Operation.DepthwiseConvolution _,
          Operation.BatchNorm _,
          Operation.Activate _,
          Operation.MaxPooling _,
          Operation.AveragePooling _,
          Operation.Identity _,
          Operation.Add _,
          Operation.GlobalPooling _,
          Operation.Dropout _ ->
          true;
      case Operation.Convolution _,
          Operation.SeparableConvolution _,
          Operation.Projection _,
          Operation.Concat _,
          Operation.Dense _ ->
          false;
    };
  }

  private int root(int index) {
    int root = index == Graph.INPUT ? graph.size() : index;
    while (parents[root] != root) {
      root = parents[root];
    }
    return root;
  }

  boolean together(int first, int second) {
    return root(first) == root(second);
  }

  /**
   * Whether the group of a layer may get any other number of channels: each of its layers has its
   * own or passes another one's on, and no other group depends on the number.
   */
  boolean resizable(int index) {
    return independent && !fixedRoots.get(root(index));
  }

  /**
   * Whether no group constrains another one: concatenations are read by layers with channels of
   * their own only, and no convolution is grouped. True of all that this space makes itself.
   */
  private boolean isIndependent() {
    return IntStream.range(0, graph.size())
        .allMatch(index ->
            switch (graph.operation(index)) {
              case Operation.Convolution convolution -> convolution.groups() == 1;
              case Operation.Concat _ ->
                  graph.readers(index).stream()
                      .allMatch(r -> graph.operation(r) instanceof Operation.OwnChannels);
              case Operation.Windowed _,
                  Operation.Projection _,
                  Operation.BatchNorm _,
                  Operation.Activate _,
                  Operation.Identity _,
                  Operation.Add _,
                  Operation.GlobalPooling _,
                  Operation.Dropout _,
                  Operation.Dense _ ->
                  true;
            });
  }
}
