package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.policy.predictor.NetworkGraph.Node;
import org.epnas.policy.predictor.NetworkGraph.Part;

/**
 * Describes a network in the ways in which the predictor compares networks. Channel counts enter by
 * their order of magnitude. Numbers the features as they turn up; serves one thread.
 */
final class GraphFeatures {
  /** Of one section: beyond these, paths say little and are many. */
  private static final int MOST_PATHS = 64;

  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * A network.
   *
   * @param paths the kinds of layers along the ways from one layer that all paths pass to the next,
   *     such as the ends of two cells (path encoding, White et al. 2021)
   * @param neighbourhoods how often each kind of layer occurs, alone and with the kinds of its
   *     inputs and readers: the first two levels of the Weisfeiler-Lehman subtree features
   *     (Shervashidze et al. 2011, on architectures Ru et al. 2021)
   * @param depth lengths of the paths through the whole network: of layers with weights, and of all
   *     layers but joins; logarithms of 1 + n
   */
  record Description(SparseCounts paths, SparseCounts neighbourhoods, double[] depth) {}

  Description of(Architecture architecture) {
    NetworkGraph graph = NetworkGraph.of(architecture);
    return new Description(paths(graph), neighbourhoods(graph, architecture), depth(graph));
  }

  private static double[] depth(NetworkGraph graph) {
    PathLengths weighted = PathLengths.of(graph, node -> node.part() == Part.WEIGHTED);
    PathLengths all = PathLengths.of(graph, node -> node.part() != Part.JOIN);
    return new double[] {
      Math.log1p(weighted.shortest()),
      Math.log1p(weighted.longest()),
      Math.log1p(weighted.mean()),
      Math.log1p(all.shortest()),
      Math.log1p(all.longest()),
      Math.log1p(all.mean()),
      all.logPaths()
    };
  }

  private SparseCounts neighbourhoods(NetworkGraph graph, Architecture architecture) {
    Map<Integer, Integer> counts = new HashMap<>();
    List<Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      count(node.kind(), counts);
      String inputs = labels(node.inputs(), nodes);
      String readers = labels(graph.readers().get(i), nodes);
      count(node.label() + " <- " + inputs + " -> " + readers, counts);
    }
    for (Layer layer : architecture.liveLayers()) {
      if (layer.operation() instanceof Operation.OwnChannels own) {
        count("channels 2^" + Math.round(Math.log(own.channels()) / Math.log(2)), counts);
      }
    }
    return SparseCounts.of(counts);
  }

  private static String labels(List<Integer> indices, List<Node> nodes) {
    return indices.stream()
        .map(index -> nodes.get(index).label())
        .sorted()
        .collect(Collectors.joining("+"));
  }

  private SparseCounts paths(NetworkGraph graph) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int i = 0; i < graph.nodes().size(); i++) {
      if (graph.nodes().get(i).gate()) {
        List<String> found = new ArrayList<>();
        follow(i, "path", graph, found);
        found.forEach(path -> count(path, counts));
      }
    }
    return SparseCounts.of(counts);
  }

  /** Collects the kinds along every path from a node up to the next gate. */
  private static void follow(int from, String path, NetworkGraph graph, List<String> found) {
    for (int reader : graph.readers().get(from)) {
      if (found.size() >= MOST_PATHS) {
        return;
      }
      Node node = graph.nodes().get(reader);
      String longer = node.part() == Part.JOIN ? path : path + " " + node.kind();
      if (node.gate()) {
        found.add(longer);
      } else {
        follow(reader, longer, graph, found);
      }
    }
  }

  private void count(String feature, Map<Integer, Integer> counts) {
    counts.merge(numbers.computeIfAbsent(feature, _ -> numbers.size()), 1, Integer::sum);
  }
}
