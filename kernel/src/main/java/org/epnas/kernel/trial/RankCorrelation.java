package org.epnas.kernel.trial;

import java.util.Arrays;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well one list of values orders another, in [-1, 1]; ties are allowed. Empty where it is not
 * defined: below two pairs, or where all values of one list are equal.
 */
public final class RankCorrelation {
  private RankCorrelation() {}

  /**
   * Spearman's rho: the Pearson correlation of the ranks, tied values sharing the mean of their
   * ranks. O(n log n).
   */
  public static OptionalDouble spearman(double[] x, double[] y) {
    check(x, y);
    return pearson(ranks(x), ranks(y));
  }

  /**
   * Kendall's tau-b: (concordant - discordant) / sqrt((pairs untied in x) * (pairs untied in y)).
   * O(n^2).
   */
  public static OptionalDouble kendall(double[] x, double[] y) {
    check(x, y);
    long balance = 0;
    long untiedInX = 0;
    long untiedInY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        int orderInX = sign(x[i], x[j]);
        int orderInY = sign(y[i], y[j]);
        balance += (long) orderInX * orderInY;
        untiedInX += Math.abs(orderInX);
        untiedInY += Math.abs(orderInY);
      }
    }
    return untiedInX == 0 || untiedInY == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(clamp(balance / Math.sqrt((double) untiedInX * untiedInY)));
  }

  private static int sign(double a, double b) {
    return (a > b ? 1 : 0) - (a < b ? 1 : 0);
  }

  /** Ranks from 1; tied values share the mean of the ranks that they cover. */
  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    int from = 0;
    while (from < order.length) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      double shared = (from + 1 + to) / 2.0;
      for (int i = from; i < to; i++) {
        ranks[order[i]] = shared;
      }
      from = to;
    }
    return ranks;
  }

  private static OptionalDouble pearson(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElse(0);
    double meanY = Arrays.stream(y).average().orElse(0);
    double covariance = 0;
    double varianceX = 0;
    double varianceY = 0;
    for (int i = 0; i < x.length; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY);
      varianceX += (x[i] - meanX) * (x[i] - meanX);
      varianceY += (y[i] - meanY) * (y[i] - meanY);
    }
    return varianceX == 0 || varianceY == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(clamp(covariance / Math.sqrt(varianceX * varianceY)));
  }

  /** Rounding may leave [-1, 1] by an ulp. */
  private static double clamp(double correlation) {
    return Math.max(-1, Math.min(1, correlation));
  }

  private static void check(double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "Lists of (%s) and (%s) values cannot be correlated; they must be of one length."
              .formatted(x.length, y.length));
    }
    for (int i = 0; i < x.length; i++) {
      if (Double.isNaN(x[i]) || Double.isNaN(y[i])) {
        throw new IllegalArgumentException(
            "Pair (%s) of values is (%s, %s); NaN has no rank. Leave such pairs out."
                .formatted(i, x[i], y[i]));
      }
    }
  }
}
