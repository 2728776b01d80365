package org.epnas.policy.predictor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.architecture.ArchitectureMemo;
import org.epnas.kernel.architecture.Layer;
import org.epnas.kernel.architecture.Operation;
import org.epnas.policy.predictor.NetworkGraph.Node;
import org.epnas.policy.predictor.NetworkGraph.Part;

/**
 * Describes a network in the ways in which the predictor compares networks. Channel counts enter by
 * their order of magnitude. Features are numbered by {@link FeatureHash}, so a network is described
 * once for all searches that meet the same object.
 */
final class GraphFeatures {
  /** Of one section: beyond these, paths say little and are many. */
  private static final int MOST_PATHS = 64;

  private static final long PATH = FeatureHash.of("path");
  private static final long CHANNELS = FeatureHash.of("channels");
  private static final long INPUTS = FeatureHash.of(" <- ");
  private static final long READERS = FeatureHash.of(" -> ");

  private static final ArchitectureMemo<Description> KNOWN =
      new ArchitectureMemo<>(GraphFeatures::describe);

  private GraphFeatures() {}

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

  static Description of(Architecture architecture) {
    return KNOWN.of(architecture);
  }

  private static Description describe(Architecture architecture) {
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

  private static SparseCounts neighbourhoods(NetworkGraph graph, Architecture architecture) {
    LongStream.Builder found = LongStream.builder();
    List<Node> nodes = graph.nodes();
    long[] labels = nodes.stream().mapToLong(node -> FeatureHash.of(node.label())).toArray();
    for (int i = 0; i < labels.length; i++) {
      found.add(FeatureHash.of(nodes.get(i).kind()));
      long inputs = FeatureHash.then(labels[i], unordered(INPUTS, nodes.get(i).inputs(), labels));
      found.add(FeatureHash.then(inputs, unordered(READERS, graph.readers().get(i), labels)));
    }
    for (Layer layer : architecture.liveLayers()) {
      if (layer.operation() instanceof Operation.OwnChannels own) {
        long magnitude = Math.round(Math.log(own.channels()) / Math.log(2));
        found.add(FeatureHash.then(CHANNELS, magnitude));
      }
    }
    return SparseCounts.of(found.build().toArray());
  }

  private static long unordered(long role, List<Integer> indices, long[] labels) {
    long[] ascending = new long[indices.size()];
    for (int i = 0; i < ascending.length; i++) {
      ascending[i] = labels[indices.get(i)];
    }
    Arrays.sort(ascending);
    long hash = role;
    for (long label : ascending) {
      hash = FeatureHash.then(hash, label);
    }
    return hash;
  }

  private static SparseCounts paths(NetworkGraph graph) {
    long[] kinds = graph.nodes().stream().mapToLong(node -> FeatureHash.of(node.kind())).toArray();
    Paths found = new Paths(graph, kinds, LongStream.builder());
    for (int i = 0; i < graph.nodes().size(); i++) {
      if (graph.nodes().get(i).gate()) {
        found.follow(i, PATH, 0);
      }
    }
    return SparseCounts.of(found.features.build().toArray());
  }

  /** Collects the kinds along every path from a node up to the next gate. */
  private record Paths(NetworkGraph graph, long[] kinds, LongStream.Builder features) {
    /**
     * @param known paths of this section found before
     * @return paths of this section found by now
     */
    int follow(int from, long path, int known) {
      int count = known;
      for (int reader : graph.readers().get(from)) {
        if (count >= MOST_PATHS) {
          return count;
        }
        Node node = graph.nodes().get(reader);
        long longer = node.part() == Part.JOIN ? path : FeatureHash.then(path, kinds[reader]);
        if (node.gate()) {
          features.add(longer);
          count++;
        } else {
          count = follow(reader, longer, count);
        }
      }
      return count;
    }
  }
}
