package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * Describes a network by how often each kind of layer occurs in it, and each kind together with the
 * kinds of its inputs and readers: the first two levels of the Weisfeiler-Lehman subtree features
 * (Shervashidze et al. 2011), which Ru et al. 2021 found to predict accuracy well from few
 * networks; and by the paths between one layer that all paths pass and the next, such as the ends
 * of two cells (path encoding, White et al. 2021). Dead layers and identities do not count, names
 * do not matter. Channel counts enter by their order of magnitude. Numbers the features as they
 * turn up; serves one thread.
 */
final class GraphFeatures {
  /** Of one section: beyond these, paths say little and are many. */
  private static final int MOST_PATHS = 64;

  private static final String INPUT = "input";

  /** Kinds that only bring paths together. */
  private static final Set<String> JOINS = Set.of("add", "concat");

  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * One node of the graph.
   *
   * @param inputs the nodes it reads
   * @param gate whether every path from the input to the logits passes it
   */
  private record Node(String kind, List<Integer> inputs, boolean gate) {
    String label() {
      return gate ? kind + "*" : kind;
    }
  }

  SparseCounts of(Architecture architecture) {
    List<Node> nodes = gated(nodes(architecture));
    List<List<Integer>> readers = readers(nodes);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      count(node.kind(), counts);
      count(
          node.label()
              + " <- "
              + labels(node.inputs(), nodes)
              + " -> "
              + labels(readers.get(i), nodes),
          counts);
      if (node.gate()) {
        paths(i, nodes, readers).forEach(path -> count("path" + path, counts));
      }
    }
    for (Layer layer : architecture.liveLayers()) {
      if (layer.operation() instanceof Operation.OwnChannels own) {
        count("channels 2^" + Math.round(Math.log(own.channels()) / Math.log(2)), counts);
      }
    }
    return SparseCounts.of(counts);
  }

  /** The kinds along every path from a gate up to the next one. */
  private static List<String> paths(int gate, List<Node> nodes, List<List<Integer>> readers) {
    List<String> found = new ArrayList<>();
    follow(gate, "", nodes, readers, found);
    return found;
  }

  private static void follow(
      int from, String path, List<Node> nodes, List<List<Integer>> readers, List<String> found) {
    for (int reader : readers.get(from)) {
      if (found.size() >= MOST_PATHS) {
        return;
      }
      Node node = nodes.get(reader);
      String longer = JOINS.contains(node.kind()) ? path : path + " " + node.kind();
      if (node.gate()) {
        found.add(longer);
      } else {
        follow(reader, longer, nodes, readers, found);
      }
    }
  }

  private void count(String feature, Map<Integer, Integer> counts) {
    counts.merge(numbers.computeIfAbsent(feature, _ -> numbers.size()), 1, Integer::sum);
  }

  private static List<Node> nodes(Architecture architecture) {
    List<Node> nodes = new ArrayList<>();
    Map<String, Integer> byName = new HashMap<>();
    nodes.add(new Node(INPUT, List.of(), false));
    byName.put(Architecture.INPUT, 0);
    for (Layer layer : architecture.liveLayers()) {
      List<Integer> inputs = layer.inputs().stream().map(byName::get).toList();
      if (layer.operation() instanceof Operation.Identity) {
        byName.put(layer.name(), inputs.getFirst());
      } else {
        byName.put(layer.name(), nodes.size());
        nodes.add(new Node(kind(layer.operation()), inputs, false));
      }
    }
    return nodes;
  }

  /** Finds the gates: in topological order, the nodes that no edge jumps over. */
  private static List<Node> gated(List<Node> nodes) {
    int[] lastReader = new int[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      for (int input : nodes.get(i).inputs()) {
        lastReader[input] = i;
      }
    }
    List<Node> gated = new ArrayList<>();
    int reached = 0;
    for (int i = 0; i < nodes.size(); i++) {
      gated.add(new Node(nodes.get(i).kind(), nodes.get(i).inputs(), reached <= i));
      reached = Math.max(reached, lastReader[i]);
    }
    return gated;
  }

  private static List<List<Integer>> readers(List<Node> nodes) {
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(_ -> readers.add(new ArrayList<>()));
    for (int i = 0; i < nodes.size(); i++) {
      int reader = i;
      nodes.get(i).inputs().forEach(input -> readers.get(input).add(reader));
    }
    return readers;
  }

  private static String labels(List<Integer> indices, List<Node> nodes) {
    return indices.stream()
        .map(index -> nodes.get(index).label())
        .sorted()
        .collect(Collectors.joining("+"));
  }

  /** The kind of a layer, without its channels. */
  private static String kind(Operation operation) {
    return switch (operation) {
      case Operation.Convolution op ->
          "conv" + (op.groups() > 1 ? " grouped" : "") + window(op) + dilated(op.dilation());
      case Operation.DepthwiseConvolution op -> "depthwise" + window(op) + dilated(op.dilation());
      case Operation.SeparableConvolution op -> "separable" + window(op) + dilated(op.dilation());
      case Operation.InvertedResidual op -> "inverted x" + op.expansion() + window(op);
      case Operation.MaxPooling op -> "max" + window(op);
      case Operation.AveragePooling op -> "average" + window(op);
      case Operation.Identity() -> "identity";
      case Operation.Add _ -> "add";
      case Operation.Concat() -> "concat";
      case Operation.GlobalPooling() -> "global";
      case Operation.Dropout _ -> "dropout";
      case Operation.Dense _ -> "dense";
    };
  }

  private static String window(Operation.Windowed operation) {
    return " k" + operation.kernel() + " s" + operation.stride();
  }

  private static String dilated(int dilation) {
    return dilation > 1 ? " d" + dilation : "";
  }
}
