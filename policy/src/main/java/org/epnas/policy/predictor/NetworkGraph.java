package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * The layers of a network that do something, as a graph. Dead layers, identities, and activations
 * and normalisations by themselves are left out: where they belong to a convolution they are no
 * nodes either. Names do not matter.
 *
 * @param nodes in topological order, the input first, the logits last
 * @param readers of each node, in topological order; twice where a node reads another one twice
 */
record NetworkGraph(List<Node> nodes, List<List<Integer>> readers) {
  private static final String INPUT = "input";

  /**
   * One node.
   *
   * @param kind of the layer, without its channels
   * @param part what it does to the signal
   * @param inputs indices of the nodes it reads
   * @param gate whether every path from the input to the logits passes it
   */
  record Node(String kind, Part part, List<Integer> inputs, boolean gate) {
    /** The kind, marked where it is a gate. */
    String label() {
      return gate ? kind + "*" : kind;
    }
  }

  /** What a layer does to the signal. */
  enum Part {
    /** Learned. */
    WEIGHTED,
    /** Without weights. */
    FIXED,
    /** Only brings paths together, or is the input. */
    JOIN
  }

  static NetworkGraph of(Architecture architecture) {
    List<Node> nodes = gated(nodes(architecture));
    return new NetworkGraph(nodes, readers(nodes));
  }

  private static List<Node> nodes(Architecture architecture) {
    List<Node> nodes = new ArrayList<>();
    Map<String, Integer> byName = new HashMap<>();
    nodes.add(new Node(INPUT, Part.JOIN, List.of(), false));
    byName.put(Architecture.INPUT, 0);
    for (Layer layer : architecture.liveLayers()) {
      List<Integer> inputs = layer.inputs().stream().map(byName::get).toList();
      if (passesOn(layer.operation())) {
        byName.put(layer.name(), inputs.getFirst());
      } else {
        byName.put(layer.name(), nodes.size());
        nodes.add(new Node(kind(layer.operation()), part(layer.operation()), inputs, false));
      }
    }
    return nodes;
  }

  private static boolean passesOn(Operation operation) {
    return operation instanceof Operation.Identity
        || operation instanceof Operation.Activate
        || operation instanceof Operation.BatchNorm;
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
      Node node = nodes.get(i);
      gated.add(new Node(node.kind(), node.part(), node.inputs(), reached <= i));
      reached = Math.max(reached, lastReader[i]);
    }
    return List.copyOf(gated);
  }

  private static List<List<Integer>> readers(List<Node> nodes) {
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(_ -> readers.add(new ArrayList<>()));
    for (int i = 0; i < nodes.size(); i++) {
      int reader = i;
      nodes.get(i).inputs().forEach(input -> readers.get(input).add(reader));
    }
    return List.copyOf(readers);
  }

  private static String kind(Operation operation) {
    return switch (operation) {
      case Operation.Convolution op ->
          "conv" + (op.groups() > 1 ? " grouped" : "") + window(op) + dilated(op.dilation());
      case Operation.DepthwiseConvolution op -> "depthwise" + window(op) + dilated(op.dilation());
      case Operation.SeparableConvolution op -> "separable" + window(op) + dilated(op.dilation());
      case Operation.InvertedResidual op -> "inverted x" + op.expansion() + window(op);
      case Operation.Projection _ -> "conv k1 s1";
      case Operation.MaxPooling op -> "max" + window(op);
      case Operation.AveragePooling op -> "average" + window(op);
      case Operation.BatchNorm _ -> "norm";
      case Operation.Activate _ -> "activate";
      case Operation.Identity() -> "identity";
      case Operation.Add _ -> "add";
      case Operation.Concat() -> "concat";
      case Operation.GlobalPooling() -> "global";
      case Operation.Dropout _ -> "dropout";
      case Operation.Dense _ -> "dense";
    };
  }

  private static Part part(Operation operation) {
    return switch (operation) {
      case Operation.Convolution _,
          Operation.DepthwiseConvolution _,
          Operation.SeparableConvolution _,
          Operation.InvertedResidual _,
          Operation.Projection _,
          Operation.Dense _ ->
          Part.WEIGHTED;
      case Operation.MaxPooling _,
          Operation.AveragePooling _,
          Operation.GlobalPooling _,
          Operation.Dropout _ ->
          Part.FIXED;
      case Operation.BatchNorm _, Operation.Activate _ -> Part.FIXED;
      case Operation.Identity _, Operation.Add _, Operation.Concat _ -> Part.JOIN;
    };
  }

  private static String window(Operation.Windowed operation) {
    return " k" + operation.kernel() + " s" + operation.stride();
  }

  private static String dilated(int dilation) {
    return dilation > 1 ? " d" + dilation : "";
  }
}
