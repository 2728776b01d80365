package org.epnas.kernel.architecture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Canonical labelling by individualisation and refinement (McKay and Piperno, "Practical graph
 * isomorphism, II", 2014). Where refinement leaves nodes tied, each tied node in turn is told
 * apart, and the smallest text that any choice leads to is the canonical one.
 *
 * <p>A choice is skipped when an automorphism of the graph maps it to one already explored: twins
 * (same inputs, same users) are seen at once, identical branches by completing the mapping that the
 * two refinements suggest and checking it. That keeps networks of many identical branches cheap.
 * Ties that no automorphism found explains are explored in full, up to {@link #LARGEST_WORK}
 * refinements; beyond that only one choice per tie is followed.
 */
final class CanonicalSearch {
  private static final int LARGEST_WORK = 5_000;

  private final LayerGraph graph;
  private final ColourRefinement refinement;
  private int work;

  private CanonicalSearch(LayerGraph graph) {
    this.graph = graph;
    this.refinement = new ColourRefinement(graph);
  }

  /** One line per layer: its number, operation and inputs; 0 is the network's input. */
  static String smallestText(LayerGraph graph) {
    CanonicalSearch search = new CanonicalSearch(graph);
    return search.smallestText(search.refinement.initial());
  }

  private String smallestText(long[] colours) {
    int[] order = byColour(colours);
    int[] tie = firstTie(colours, order);
    if (tie.length == 0) {
      return CanonicalText.of(graph, colours);
    }
    List<Integer> explored = new ArrayList<>();
    List<long[]> exploredColours = new ArrayList<>();
    String smallest = "";
    for (int node : tie) {
      if (!explored.isEmpty()
          && (work > LARGEST_WORK || explored.stream().anyMatch(e -> graph.twins(e, node)))) {
        continue;
      }
      long[] next = individualised(colours, node);
      if (exploredColours.stream().anyMatch(e -> equivalent(e, next))) {
        continue;
      }
      explored.add(node);
      exploredColours.add(next);
      String text = smallestText(next);
      if (smallest.isEmpty() || text.compareTo(smallest) < 0) {
        smallest = text;
      }
    }
    return smallest;
  }

  /**
   * Whether an automorphism that maps the nodes of one colouring to those of the same colour in the
   * other one was found. Ties in which the two differ are broken in step, each time by the first
   * node; a wrong guess there only misses an automorphism. The check at the end keeps the result
   * exact should hashes collide.
   */
  private boolean equivalent(long[] one, long[] other) {
    long[] from = one;
    long[] to = other;
    while (true) {
      int[] fromOrder = byColour(from);
      int[] toOrder = byColour(to);
      int[] image = new int[from.length];
      int guess = -1;
      for (int i = 0; i < image.length; i++) {
        if (from[fromOrder[i]] != to[toOrder[i]]) {
          return false;
        }
        image[fromOrder[i]] = toOrder[i];
        if (guess < 0 && fromOrder[i] != toOrder[i] && tied(from, fromOrder, i)) {
          guess = i;
        }
      }
      if (guess < 0) {
        return graph.automorphism(image);
      }
      from = individualised(from, fromOrder[guess]);
      to = individualised(to, toOrder[guess]);
    }
  }

  private long[] individualised(long[] colours, int node) {
    work++;
    return refinement.individualised(colours, node);
  }

  /** Nodes sorted by colour, then by number. */
  private static int[] byColour(long[] colours) {
    long[] sorted = colours.clone();
    Arrays.sort(sorted);
    int[] order = new int[colours.length];
    int[] taken = new int[colours.length];
    for (int node = 0; node < order.length; node++) {
      int first = first(sorted, colours[node]);
      order[first + taken[first]++] = node;
    }
    return order;
  }

  /** The first place of a colour among sorted ones. */
  private static int first(long[] sorted, long colour) {
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < colour) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The nodes of the smallest colour that several nodes have; empty if there is none. */
  private static int[] firstTie(long[] colours, int[] order) {
    for (int start = 0; start < order.length; start++) {
      if (tied(colours, order, start)) {
        long colour = colours[order[start]];
        return IntStream.of(order).filter(node -> colours[node] == colour).toArray();
      }
    }
    return new int[0];
  }

  /** Whether the node at a place of the order has the colour of a neighbour there. */
  private static boolean tied(long[] colours, int[] order, int place) {
    long colour = colours[order[place]];
    return (place > 0 && colours[order[place - 1]] == colour)
        || (place + 1 < order.length && colours[order[place + 1]] == colour);
  }
}
