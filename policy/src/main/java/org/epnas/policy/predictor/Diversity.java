package org.epnas.policy.predictor;

import java.util.Arrays;

/** Chooses what a model remembers: the best, and of the others those that are least alike. */
final class Diversity {
  /** How alike two are, at most 1. */
  @FunctionalInterface
  interface Similarity {
    double of(int i, int j);
  }

  private Diversity() {}

  /**
   * The first ones, then one after the other whoever is least like the nearest of those chosen so
   * far (Gonzalez 1985).
   *
   * @param order all numbers, best first
   * @param first how many of these are chosen in any case, at least 1
   * @param count how many are chosen, at most all
   * @return in ascending order
   */
  static int[] chosen(Integer[] order, int first, int count, Similarity similarity) {
    int[] chosen = new int[count];
    double[] nearest = new double[order.length];
    for (int i = 0; i < count; i++) {
      int next = i < first ? i : lowest(nearest);
      chosen[i] = order[next];
      nearest[next] = Double.POSITIVE_INFINITY;
      for (int j = 0; j < nearest.length; j++) {
        nearest[j] = Math.max(nearest[j], similarity.of(order[next], order[j]));
      }
    }
    Arrays.sort(chosen);
    return chosen;
  }

  private static int lowest(double[] values) {
    int lowest = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] < values[lowest]) {
        lowest = i;
      }
    }
    return lowest;
  }
}
