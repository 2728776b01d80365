package org.epnas.policy.predictor;

import java.util.Optional;

/** The factor L of a symmetric positive definite matrix, {@code K = L L'}; lower rows only. */
final class Cholesky {
  private final double[][] lower;

  private Cholesky(double[][] lower) {
    this.lower = lower;
  }

  /**
   * @param matrix of which the lower triangle is read
   * @return empty where it is not positive definite
   */
  static Optional<Cholesky> of(double[][] matrix) {
    int n = matrix.length;
    double[][] lower = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      for (int j = 0; j <= i; j++) {
        double[] other = j == i ? row : lower[j];
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= row[k] * other[k];
        }
        if (i != j) {
          row[j] = sum / other[j];
        } else if (sum > 0) {
          row[j] = Math.sqrt(sum);
        } else {
          return Optional.empty();
        }
      }
      lower[i] = row;
    }
    return Optional.of(new Cholesky(lower));
  }

  /** x with L x = b. */
  double[] solveLower(double[] b) {
    double[] x = new double[b.length];
    for (int i = 0; i < b.length; i++) {
      double sum = b[i];
      for (int k = 0; k < i; k++) {
        sum -= lower[i][k] * x[k];
      }
      x[i] = sum / lower[i][i];
    }
    return x;
  }

  /** Logarithm of the determinant of K. */
  double logDeterminant() {
    double sum = 0;
    for (int i = 0; i < lower.length; i++) {
      sum += Math.log(lower[i][i]);
    }
    return 2 * sum;
  }

  /** Mean of b_i (K^-1 b)_i: the factor of K under which a Gaussian sample b is likeliest. */
  double scale(double[] b) {
    double squares = 0;
    for (double value : solveLower(b)) {
      squares += value * value;
    }
    return squares / b.length;
  }
}
