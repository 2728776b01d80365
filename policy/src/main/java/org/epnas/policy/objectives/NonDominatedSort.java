package org.epnas.policy.objectives;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The fast non-dominated sort and the crowding distance of NSGA-II (Deb et al. 2002, sections III.A
 * and III.B). All objectives are maximised.
 */
public final class NonDominatedSort {
  private NonDominatedSort() {}

  /**
   * Indices by front: of the first no point is dominated, of the next none but by the first, and so
   * on. O(objectives * n^2).
   *
   * @param points as many values each
   */
  public static List<List<Integer>> fronts(List<double[]> points) {
    int n = points.size();
    int[] dominators = new int[n];
    List<List<Integer>> dominated = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      List<Integer> worse = new ArrayList<>();
      for (int j = 0; j < n; j++) {
        if (dominates(points.get(i), points.get(j))) {
          worse.add(j);
        } else if (dominates(points.get(j), points.get(i))) {
          dominators[i]++;
        }
      }
      dominated.add(worse);
    }
    List<List<Integer>> fronts = new ArrayList<>();
    List<Integer> front = IntStream.range(0, n).filter(i -> dominators[i] == 0).boxed().toList();
    while (!front.isEmpty()) {
      fronts.add(front);
      List<Integer> next = new ArrayList<>();
      for (int i : front) {
        for (int j : dominated.get(i)) {
          if (--dominators[j] == 0) {
            next.add(j);
          }
        }
      }
      front = next.stream().sorted().toList();
    }
    return fronts;
  }

  /** At least as good everywhere and better somewhere. */
  public static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < b[i]) {
        return false;
      }
      better |= a[i] > b[i];
    }
    return better;
  }

  /**
   * How lonely each point of a front is: the sum over the objectives of the distance between its
   * neighbours, as a share of the front's range. Infinite at both ends of an objective.
   */
  public static double[] crowding(List<double[]> front) {
    double[] distances = new double[front.size()];
    int objectives = front.isEmpty() ? 0 : front.getFirst().length;
    for (int objective = 0; objective < objectives; objective++) {
      add(distances, front, objective);
    }
    return distances;
  }

  private static void add(double[] distances, List<double[]> front, int objective) {
    int[] order =
        IntStream.range(0, front.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> front.get(i)[objective]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] values = Arrays.stream(order).mapToDouble(i -> front.get(i)[objective]).toArray();
    double range = values[values.length - 1] - values[0];
    distances[order[0]] = Double.POSITIVE_INFINITY;
    distances[order[order.length - 1]] = Double.POSITIVE_INFINITY;
    for (int k = 1; k < order.length - 1 && range > 0; k++) {
      distances[order[k]] += (values[k + 1] - values[k - 1]) / range;
    }
  }
}
