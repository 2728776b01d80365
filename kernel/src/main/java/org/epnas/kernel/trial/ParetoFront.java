package org.epnas.kernel.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The non-dominated points of a set, all objectives maximised. After a lexicographic sort whatever
 * dominates a point stands before it, so one pass suffices: with two objectives the pass compares
 * each point with the last one kept (O(n log n) in all), with more it compares it with the front so
 * far (O(n * front)).
 */
final class ParetoFront {
  private ParetoFront() {}

  /**
   * @param items in any order; the front keeps it
   * @param objectives as many for every item; an item with a NaN is left out
   */
  static <T> List<T> of(List<T> items, Function<T, double[]> objectives) {
    List<double[]> points = items.stream().map(objectives).toList();
    int[] sorted =
        IntStream.range(0, items.size())
            .boxed()
            .filter(i -> Arrays.stream(points.get(i)).noneMatch(Double::isNaN))
            .sorted((i, j) -> Arrays.compare(points.get(j), points.get(i)))
            .mapToInt(Integer::intValue)
            .toArray();
    List<double[]> kept = new ArrayList<>();
    BitSet front = new BitSet();
    for (int i : sorted) {
      if (!dominated(points.get(i), kept)) {
        kept.add(points.get(i));
        front.set(i);
      }
    }
    return front.stream().mapToObj(items::get).toList();
  }

  private static boolean dominated(double[] point, List<double[]> front) {
    // The last one kept has the highest second objective so far: it dominates if any does.
    List<double[]> rivals =
        point.length == 2 && !front.isEmpty() ? List.of(front.getLast()) : front;
    return rivals.stream().anyMatch(other -> dominates(other, point));
  }

  /** At least as good everywhere and better somewhere. */
  private static boolean dominates(double[] a, double[] b) {
    boolean better = false;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < b[i]) {
        return false;
      }
      better |= a[i] > b[i];
    }
    return better;
  }
}
