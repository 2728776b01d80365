package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;

/**
 * Describes a network by how often each kind of layer occurs in it, and each kind together with the
 * kinds of its inputs and readers: the first two levels of the Weisfeiler-Lehman subtree features
 * (Shervashidze et al. 2011), which Ru et al. 2021 found to predict accuracy well from few
 * networks. Dead layers and identities do not count, names do not matter. Channel counts enter by
 * their order of magnitude. Numbers the features as they turn up; serves one thread.
 */
final class GraphFeatures {
  private static final String INPUT = "input";

  private final Map<String, Integer> numbers = new HashMap<>();

  /** One node of the graph: its label, and the nodes it reads. */
  private record Node(String label, List<Integer> inputs) {}

  SparseCounts of(Architecture architecture) {
    List<Node> nodes = nodes(architecture);
    List<List<String>> readers = readers(nodes);
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      List<String> inputs = node.inputs().stream().map(input -> nodes.get(input).label()).toList();
      count(node.label(), counts);
      count(node.label() + " <- " + sorted(inputs) + " -> " + sorted(readers.get(i)), counts);
    }
    for (Layer layer : architecture.liveLayers()) {
      if (layer.operation() instanceof Operation.OwnChannels own) {
        count("channels 2^" + Math.round(Math.log(own.channels()) / Math.log(2)), counts);
      }
    }
    return SparseCounts.of(counts);
  }

  private void count(String feature, Map<Integer, Integer> counts) {
    counts.merge(numbers.computeIfAbsent(feature, _ -> numbers.size()), 1, Integer::sum);
  }

  private static List<Node> nodes(Architecture architecture) {
    List<Node> nodes = new ArrayList<>();
    Map<String, Integer> byName = new HashMap<>();
    nodes.add(new Node(INPUT, List.of()));
    byName.put(Architecture.INPUT, 0);
    for (Layer layer : architecture.liveLayers()) {
      List<Integer> inputs = layer.inputs().stream().map(byName::get).toList();
      if (layer.operation() instanceof Operation.Identity) {
        byName.put(layer.name(), inputs.getFirst());
      } else {
        byName.put(layer.name(), nodes.size());
        nodes.add(new Node(label(layer.operation()), inputs));
      }
    }
    return nodes;
  }

  private static List<List<String>> readers(List<Node> nodes) {
    List<List<String>> readers = new ArrayList<>();
    nodes.forEach(_ -> readers.add(new ArrayList<>()));
    nodes.forEach(node -> node.inputs().forEach(input -> readers.get(input).add(node.label())));
    return readers;
  }

  private static String sorted(List<String> labels) {
    return String.join("+", labels.stream().sorted().toList());
  }

  /** The kind of a layer, without its channels. */
  private static String label(Operation operation) {
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
