package org.epnas.policy.predictor;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * Squared distances of several kinds between observations, each kind in units of its median (of its
 * mean where the median is 0).
 *
 * @param lower by kind: a lower triangle by rows, without the diagonal
 * @param units that distances of each kind are divided by
 */
record Distances(double[][][] lower, double[] units) {
  /**
   * @param kinds squared distances of two points, one function per kind
   */
  static <P> Distances of(List<P> points, List<ToDoubleBiFunction<P, P>> kinds) {
    double[][][] lower = new double[kinds.size()][][];
    double[] units = new double[kinds.size()];
    for (int kind = 0; kind < lower.length; kind++) {
      lower[kind] = triangle(points, kinds.get(kind));
      units[kind] = unit(lower[kind]);
      for (double[] row : lower[kind]) {
        for (int j = 0; j < row.length; j++) {
          row[j] /= units[kind];
        }
      }
    }
    return new Distances(lower, units);
  }

  private static <P> double[][] triangle(List<P> points, ToDoubleBiFunction<P, P> kind) {
    double[][] rows = new double[points.size()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[i];
      for (int j = 0; j < i; j++) {
        rows[i][j] = kind.applyAsDouble(points.get(i), points.get(j));
      }
    }
    return rows;
  }

  private static double unit(double[][] rows) {
    double[] ascending = Arrays.stream(rows).flatMapToDouble(Arrays::stream).sorted().toArray();
    double median = ascending.length == 0 ? 0 : ascending[ascending.length / 2];
    double unit = median > 0 ? median : Arrays.stream(ascending).average().orElse(0);
    return unit > 0 ? unit : 1;
  }

  /** Of some of the points alone, in the same units. */
  Distances only(int[] points) {
    double[][][] kept = new double[lower.length][points.length][];
    for (int kind = 0; kind < lower.length; kind++) {
      for (int i = 0; i < points.length; i++) {
        kept[kind][i] = new double[i];
        for (int j = 0; j < i; j++) {
          int row = Math.max(points[i], points[j]);
          kept[kind][i][j] = lower[kind][row][Math.min(points[i], points[j])];
        }
      }
    }
    return new Distances(kept, units);
  }

  /** The kernel between observations: a lower triangle with the diagonal, noise included. */
  double[][] kernel(KernelParameters parameters) {
    double[] weights = parameters.weights();
    int n = lower[0].length;
    double[][] kernel = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      for (int kind = 0; kind < weights.length; kind++) {
        double[] distances = lower[kind][i];
        for (int j = 0; j < i; j++) {
          row[j] -= weights[kind] * distances[j];
        }
      }
      for (int j = 0; j < i; j++) {
        row[j] = Math.exp(row[j]);
      }
      row[i] = 1 + parameters.noise();
      kernel[i] = row;
    }
    return kernel;
  }

  /**
   * The kernel between an observation and a new point, without noise.
   *
   * @param squared distances between the two by kind, in their own units
   * @param units of the observations
   */
  static double kernel(KernelParameters parameters, double[] squared, double[] units) {
    double exponent = 0;
    for (int kind = 0; kind < units.length; kind++) {
      exponent -= parameters.weights()[kind] * squared[kind] / units[kind];
    }
    return Math.exp(exponent);
  }
}
