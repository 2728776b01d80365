package org.epnas.kernel.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that a front dominates above a reference point (Zitzler and Thiele 1998), all
 * objectives maximised; exact. With one or two objectives by a sweep, with more by slices along the
 * last one, whose base grows by what each point alone dominates: a smaller problem of the same kind
 * (While, Bradstreet and Barone 2012). For fronts of up to some hundred points in up to four
 * objectives.
 */
public final class Hypervolume {
  private Hypervolume() {}

  /**
   * @param points in any order, dominated ones included; what is not above the reference in every
   *     objective counts nothing
   * @param reference one value per objective
   */
  public static double of(List<double[]> points, double[] reference) {
    List<double[]> above = points.stream().filter(point -> above(point, reference)).toList();
    return switch (reference.length) {
      case 1 -> above.stream().mapToDouble(point -> point[0] - reference[0]).max().orElse(0);
      case 2 -> area(above, reference);
      default -> sum(above, reference);
    };
  }

  /**
   * What a point adds to the volume of a front.
   *
   * @param front in any order
   */
  public static double gained(double[] point, List<double[]> front, double[] reference) {
    if (!above(point, reference)) {
      return 0;
    }
    double box = 1;
    for (int i = 0; i < point.length; i++) {
      box *= point[i] - reference[i];
    }
    return Math.max(0, box - of(within(point, front), reference));
  }

  /** The parts of a front's points that lie within a point's box, without those inside others. */
  private static List<double[]> within(double[] point, List<double[]> front) {
    List<double[]> parts = new ArrayList<>(front.size());
    for (double[] other : front) {
      double[] part = new double[point.length];
      for (int i = 0; i < part.length; i++) {
        part[i] = Math.min(point[i], other[i]);
      }
      if (parts.stream().noneMatch(kept -> covers(kept, part))) {
        parts.removeIf(kept -> covers(part, kept));
        parts.add(part);
      }
    }
    return parts;
  }

  /** At least as good everywhere. */
  private static boolean covers(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] < b[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean above(double[] point, double[] reference) {
    for (int i = 0; i < reference.length; i++) {
      if (!(point[i] > reference[i])) {
        return false;
      }
    }
    return true;
  }

  private static double area(List<double[]> points, double[] reference) {
    double[][] byFirst = points.toArray(double[][]::new);
    Arrays.sort(byFirst, Comparator.comparingDouble((double[] point) -> -point[0]));
    double area = 0;
    double height = reference[1];
    for (double[] point : byFirst) {
      if (point[1] > height) {
        area += (point[0] - reference[0]) * (point[1] - height);
        height = point[1];
      }
    }
    return area;
  }

  /** Slices between the points' heights in the last objective, highest first. */
  private static double sum(List<double[]> points, double[] reference) {
    int last = reference.length - 1;
    List<double[]> byLast = new ArrayList<>(points);
    byLast.sort(Comparator.comparingDouble((double[] point) -> -point[last]));
    double[] below = Arrays.copyOf(reference, last);
    List<double[]> slice = new ArrayList<>();
    double volume = 0;
    double base = 0;
    for (int i = 0; i < byLast.size(); i++) {
      double[] point = byLast.get(i);
      double[] shadow = Arrays.copyOf(point, last);
      base += gained(shadow, slice, below);
      if (slice.stream().noneMatch(kept -> covers(kept, shadow))) {
        slice.removeIf(kept -> covers(shadow, kept));
        slice.add(shadow);
      }
      double next = i + 1 < byLast.size() ? byLast.get(i + 1)[last] : reference[last];
      volume += base * (point[last] - next);
    }
    return volume;
  }
}
