package org.epnas.kernel.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The non-dominated points of a set, all objectives maximised. After a lexicographic sort whatever
 * dominates a point stands before it, so one pass suffices: with two objectives the pass compares
 * each point with the best second objective so far (O(n log n) in all), with more it compares it
 * with the front so far (O(n * front)).
 */
final class ParetoFront {
  private record Point<T>(T item, double[] objectives) {}

  private ParetoFront() {}

  /**
   * @param items ranked; the front keeps their order
   * @param objectives as many for every item; an item with a NaN is left out
   */
  static <T> List<T> of(List<T> items, Function<T, double[]> objectives) {
    List<Point<T>> points =
        items.stream()
            .map(item -> new Point<>(item, objectives.apply(item)))
            .filter(point -> Arrays.stream(point.objectives).noneMatch(Double::isNaN))
            .toList();
    List<Point<T>> sorted = new ArrayList<>(points);
    sorted.sort(Comparator.comparing(Point::objectives, ParetoFront::compareDescending));
    boolean two = !sorted.isEmpty() && sorted.getFirst().objectives.length == 2;
    List<Point<T>> front = two ? sweep(sorted) : compareWithFront(sorted);
    return inOrderOf(points, front);
  }

  private static <T> List<Point<T>> sweep(List<Point<T>> sorted) {
    List<Point<T>> front = new ArrayList<>();
    for (Point<T> point : sorted) {
      if (front.isEmpty()) {
        front.add(point);
        continue;
      }
      double[] last = front.getLast().objectives;
      if (point.objectives[1] > last[1] || Arrays.equals(point.objectives, last)) {
        front.add(point);
      }
    }
    return front;
  }

  private static <T> List<Point<T>> compareWithFront(List<Point<T>> sorted) {
    List<Point<T>> front = new ArrayList<>();
    for (Point<T> point : sorted) {
      if (front.stream().noneMatch(other -> dominates(other.objectives, point.objectives))) {
        front.add(point);
      }
    }
    return front;
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

  private static int compareDescending(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      int order = Double.compare(b[i], a[i]);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static <T> List<T> inOrderOf(List<Point<T>> points, List<Point<T>> front) {
    Set<Point<T>> members = Collections.newSetFromMap(new IdentityHashMap<>());
    members.addAll(front);
    return points.stream().filter(members::contains).map(Point::item).toList();
  }
}
