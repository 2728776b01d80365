package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The factor L of a symmetric positive definite matrix {@code K = L L'} that grows by a row and a
 * column at a time, and its inverse. A row costs O(n^2) instead of the O(n^3) of a factorisation.
 */
final class GrowingFactor {
  private final List<double[]> lower = new ArrayList<>();
  private final List<double[]> inverse = new ArrayList<>();

  int size() {
    return lower.size();
  }

  /**
   * @param row of K: its values with the rows so far, then its diagonal
   * @return whether K is still positive definite; if not, nothing was appended
   */
  boolean append(double[] row) {
    int n = size();
    double[] factor = Arrays.copyOf(project(row, new double[0]), n + 1);
    double rest = row[n];
    for (int i = 0; i < n; i++) {
      rest -= factor[i] * factor[i];
    }
    if (!(rest > 0)) {
      return false;
    }
    factor[n] = Math.sqrt(rest);
    lower.add(factor);
    inverse.add(inverseRow(factor));
    return true;
  }

  private double[] inverseRow(double[] factor) {
    int n = factor.length - 1;
    double[] row = new double[n + 1];
    for (int i = 0; i < n; i++) {
      double[] above = inverse.get(i);
      double weight = factor[i];
      for (int j = 0; j <= i; j++) {
        row[j] -= weight * above[j];
      }
    }
    for (int j = 0; j < n; j++) {
      row[j] /= factor[n];
    }
    row[n] = 1 / factor[n];
    return row;
  }

  /** Drops the last rows. */
  void truncate(int size) {
    lower.subList(size, lower.size()).clear();
    inverse.subList(size, inverse.size()).clear();
  }

  /**
   * {@code L^-1 b}, of which the first values may be known from before the factor grew.
   *
   * @param b at least as long as the factor
   */
  double[] project(double[] b, double[] known) {
    double[] x = Arrays.copyOf(known, size());
    for (int i = known.length; i < x.length; i++) {
      x[i] = known.length == 0 ? dot(inverse.get(i), b, i + 1) : solved(i, b[i], x);
    }
    return x;
  }

  private double solved(int i, double value, double[] x) {
    double[] row = lower.get(i);
    return (value - dot(row, x, i)) / row[i];
  }

  /** {@code L'^-1 b} for the first rows, as many as b has. */
  double[] solveUpper(double[] b) {
    double[] x = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      double[] row = inverse.get(i);
      for (int j = 0; j <= i; j++) {
        x[j] += b[i] * row[j];
      }
    }
    return x;
  }

  /** Diagonal of the inverse of the part of K that its first rows make. */
  double[] inverseDiagonal(int size) {
    double[] diagonal = new double[size];
    for (double[] row : inverse.subList(0, size)) {
      for (int j = 0; j < row.length; j++) {
        diagonal[j] += row[j] * row[j];
      }
    }
    return diagonal;
  }

  /** In four sums, so that an addition need not wait for the one before. */
  private static double dot(double[] a, double[] b, int length) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int whole = length & -4;
    for (int i = 0; i < whole; i += 4) {
      first += a[i] * b[i];
      second += a[i + 1] * b[i + 1];
      third += a[i + 2] * b[i + 2];
      fourth += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < length; i++) {
      first += a[i] * b[i];
    }
    return first + second + (third + fourth);
  }
}
