package org.epnas.searchspaces.nasbench101;

import java.util.HexFormat;

/**
 * A fingerprint of a pruned cell that does not depend on how its vertices are numbered, made as the
 * benchmark makes its own (Ying et al. 2019, graph_util.hash_module): every vertex begins with its
 * operation and degrees and takes in those that lead to it and those that it leads to, as often as
 * there are vertices. The benchmark took two cells of one fingerprint for the same, and so its
 * 423,624 networks have as many of these.
 */
final class GraphKey {
  private static final long INPUT = 11;
  private static final long OUTPUT = 12;
  private static final int DEGREE_BASE = 16;

  private GraphKey() {}

  /** Sixteen hexadecimal digits. */
  static String of(Graph pruned) {
    long sum = 0;
    for (long colour : colours(pruned)) {
      sum += mixed(colour);
    }
    return HexFormat.of().toHexDigits(mixed(sum + pruned.vertices()));
  }

  /**
   * The cell with its vertices in an order that depends on their fingerprints alone, so that all
   * numberings of one cell become one: how channels are shared out depends on the order.
   */
  static Graph inOrder(Graph pruned) {
    long[] colours = colours(pruned);
    int[] order = new int[pruned.vertices()];
    boolean[] placed = new boolean[pruned.vertices()];
    for (int place = 0; place < order.length; place++) {
      int next = -1;
      for (int vertex = 0; vertex < order.length; vertex++) {
        boolean free = !placed[vertex] && (vertex < pruned.output() || place == pruned.output());
        if (free
            && allBefore(pruned, vertex, placed)
            && (next < 0 || colours[vertex] < colours[next])) {
          next = vertex;
        }
      }
      order[place] = next;
      placed[next] = true;
    }
    return pruned.ordered(order);
  }

  private static boolean allBefore(Graph graph, int vertex, boolean[] placed) {
    for (int from = 0; from < vertex; from++) {
      if (graph.edge(from, vertex) && !placed[from]) {
        return false;
      }
    }
    return true;
  }

  private static long[] colours(Graph pruned) {
    int vertices = pruned.vertices();
    boolean[][] edges = new boolean[vertices][vertices];
    long[] colours = new long[vertices];
    for (int from = 0; from < vertices; from++) {
      colours[from] += label(pruned, from);
      for (int to = from + 1; to < vertices; to++) {
        if (pruned.edge(from, to)) {
          edges[from][to] = true;
          colours[from] += (long) DEGREE_BASE * DEGREE_BASE;
          colours[to] += (long) DEGREE_BASE * DEGREE_BASE * DEGREE_BASE;
        }
      }
    }
    for (int round = 0; round < vertices; round++) {
      colours = refined(edges, colours);
    }
    return colours;
  }

  private static long label(Graph graph, int vertex) {
    if (vertex == 0) {
      return INPUT;
    }
    return vertex == graph.output() ? OUTPUT : graph.operation(vertex).ordinal();
  }

  /** Sums of mixed colours stand for sorted lists: they do not depend on the order. */
  private static long[] refined(boolean[][] edges, long[] colours) {
    int vertices = colours.length;
    long[] before = new long[vertices];
    long[] after = new long[vertices];
    for (int from = 0; from < vertices; from++) {
      for (int to = from + 1; to < vertices; to++) {
        if (edges[from][to]) {
          before[to] += mixed(colours[from]);
          after[from] += mixed(colours[to]);
        }
      }
    }
    long[] refined = new long[vertices];
    for (int vertex = 0; vertex < vertices; vertex++) {
      refined[vertex] =
          mixed(
              mixed(mixed(colours[vertex]) + before[vertex]) ^ Long.rotateLeft(after[vertex], 21));
    }
    return refined;
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014). */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
    z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
    return z ^ z >>> 31;
  }
}
