package org.epnas.kernel.architecture;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The text of a layer graph whose nodes all have different colours. */
final class CanonicalText {
  private CanonicalText() {}

  /** Layers ordered by their distance from the input, then by colour: a topological order. */
  static String of(LayerGraph graph, long[] colours) {
    int[] depth = depths(graph);
    int[] order =
        IntStream.range(0, graph.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingInt(node -> depth[node])
                    .thenComparingLong(node -> colours[node]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] number = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      number[order[i]] = i;
    }
    StringBuilder text = new StringBuilder(64 * order.length);
    Arrays.stream(order, 1, order.length).forEach(node -> append(text, graph, number, node));
    return text.toString();
  }

  private static void append(StringBuilder text, LayerGraph graph, int[] number, int node) {
    text.append(number[node]).append(' ').append(graph.operation(node)).append(" <-");
    for (LayerGraph.Edge edge : LayerGraph.mapped(graph.inputs(node), number)) {
      text.append(' ').append(edge.node());
    }
    text.append('\n');
  }

  /** Length of the longest path from the input. */
  private static int[] depths(LayerGraph graph) {
    int[] depth = new int[graph.size()];
    for (int node = 1; node < depth.length; node++) {
      for (LayerGraph.Edge edge : graph.inputs(node)) {
        depth[node] = Math.max(depth[node], depth[edge.node()] + 1);
      }
    }
    return depth;
  }
}
