package org.epnas.kernel.architecture;

import java.util.Arrays;

/**
 * Colour refinement on a layer graph: nodes of one colour get different colours when their inputs
 * or users differ, until nothing changes.
 *
 * <p>A colour is a 64-bit hash of what is known about a node and never of its number, so it is the
 * same in every description of a network. Colliding hashes only leave a tie more for {@link
 * CanonicalSearch} to break.
 */
final class ColourRefinement {
  private static final long ORDERED = 0x9E3779B97F4A7C15L;
  private static final long INDIVIDUAL = 0xD1B54A32D192ED03L;

  private final LayerGraph graph;

  ColourRefinement(LayerGraph graph) {
    this.graph = graph;
  }

  /** The stable colours that follow from the operations. */
  long[] initial() {
    long[] colours = new long[graph.size()];
    for (int node = 0; node < colours.length; node++) {
      colours[node] = hash(graph.operation(node));
    }
    return refined(colours);
  }

  /** The stable colours after one node was told apart from the others of its colour. */
  long[] individualised(long[] colours, int node) {
    long[] changed = colours.clone();
    changed[node] = mix(changed[node] ^ INDIVIDUAL);
    return refined(changed);
  }

  private long[] refined(long[] colours) {
    long[] current = colours;
    int distinct = distinct(current);
    while (distinct < current.length) {
      current = swept(current);
      int now = distinct(current);
      if (now <= distinct) {
        break;
      }
      distinct = now;
    }
    return current;
  }

  /** From the input to the output, then back: a node learns of all it depends on and all users. */
  private long[] swept(long[] colours) {
    long[] result = new long[colours.length];
    for (int node = 0; node < result.length; node++) {
      result[node] = mix(colours[node] + sum(graph.inputs(node), result));
    }
    for (int node = result.length - 1; node >= 0; node--) {
      result[node] = mix(result[node] + sum(graph.users(node), result));
    }
    return result;
  }

  private static long sum(LayerGraph.Edge[] edges, long[] colours) {
    long sum = 0;
    for (LayerGraph.Edge edge : edges) {
      sum += mix(colours[edge.node()] + ORDERED * edge.position());
    }
    return sum;
  }

  private static int distinct(long[] colours) {
    long[] sorted = colours.clone();
    Arrays.sort(sorted);
    int count = 1;
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] != sorted[i - 1]) {
        count++;
      }
    }
    return count;
  }

  private static long hash(String text) {
    long hash = text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = mix(hash + text.charAt(i));
    }
    return hash;
  }

  /** Finaliser of SplitMix64 (Steele, Lea, Flood 2014), after the addition of its increment. */
  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
