package org.epnas.policy.predictor;

import java.util.List;
import java.util.function.Predicate;
import org.epnas.policy.predictor.NetworkGraph.Node;

/**
 * How many of the layers that count lie on the paths from the input of a network to its logits. A
 * network learns the faster the shorter its short paths are (Veit et al. 2016) and the more the
 * longer its long ones are.
 *
 * @param shortest number of layers on the path with the fewest
 * @param longest with the most
 * @param mean over all paths
 * @param logPaths natural logarithm of the number of paths: it grows exponentially with depth
 */
record PathLengths(double shortest, double longest, double mean, double logPaths) {
  private static final PathLengths START = new PathLengths(0, 0, 0, 0);

  static PathLengths of(NetworkGraph graph, Predicate<Node> counts) {
    PathLengths[] to = new PathLengths[graph.nodes().size()];
    for (int i = 0; i < to.length; i++) {
      Node node = graph.nodes().get(i);
      PathLengths start =
          switch (node.inputs().size()) {
            case 0 -> START;
            case 1 -> to[node.inputs().getFirst()];
            default -> join(node.inputs(), to);
          };
      to[i] = start.longer(counts.test(node) ? 1 : 0);
    }
    return to[to.length - 1];
  }

  private static PathLengths join(List<Integer> inputs, PathLengths[] to) {
    double shortest = Double.POSITIVE_INFINITY;
    double longest = 0;
    double most = 0;
    for (int input : inputs) {
      PathLengths end = to[input];
      shortest = Math.min(shortest, end.shortest);
      longest = Math.max(longest, end.longest);
      most = Math.max(most, end.logPaths);
    }
    double paths = 0;
    double layers = 0;
    for (int input : inputs) {
      PathLengths end = to[input];
      double share = Math.exp(end.logPaths - most);
      paths += share;
      layers += share * end.mean;
    }
    return new PathLengths(shortest, longest, layers / paths, most + Math.log(paths));
  }

  private PathLengths longer(int layers) {
    return new PathLengths(shortest + layers, longest + layers, mean + layers, logPaths);
  }
}
