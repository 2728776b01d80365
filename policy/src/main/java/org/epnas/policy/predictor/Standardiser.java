package org.epnas.policy.predictor;

import java.util.List;

/**
 * Shifts and scales each column to mean 0 and standard deviation 1 over the samples it was made
 * from. A column that does not vary becomes 0.
 */
record Standardiser(double[] means, double[] deviations) {
  private static final double SMALLEST_DEVIATION = 1e-9;

  /** What lies further out says no more than that it is far out. */
  private static final double LIMIT = 3;

  /**
   * @param rows at least one, all of one length
   */
  static Standardiser of(List<double[]> rows) {
    int columns = rows.getFirst().length;
    double[] means = new double[columns];
    double[] deviations = new double[columns];
    for (int column = 0; column < columns; column++) {
      int at = column;
      double mean = rows.stream().mapToDouble(row -> row[at]).average().orElseThrow();
      double variance =
          rows.stream().mapToDouble(row -> (row[at] - mean) * (row[at] - mean)).average().orElse(0);
      means[column] = mean;
      deviations[column] = Math.sqrt(variance);
    }
    return new Standardiser(means, deviations);
  }

  /** The standardised value, cut to +-3. */
  double apply(int column, double value) {
    if (deviations[column] < SMALLEST_DEVIATION) {
      return 0;
    }
    double standardised = (value - means[column]) / deviations[column];
    return Math.max(-LIMIT, Math.min(LIMIT, standardised));
  }

  /** A row standardised. */
  double[] apply(double[] row) {
    double[] standardised = new double[row.length];
    for (int column = 0; column < row.length; column++) {
      standardised[column] = apply(column, row[column]);
    }
    return standardised;
  }

  /** Whether a row differs where none of the samples did. */
  boolean variesFirstWith(double[] row) {
    for (int column = 0; column < row.length; column++) {
      if (deviations[column] < SMALLEST_DEVIATION
          && Math.abs(row[column] - means[column]) > SMALLEST_DEVIATION) {
        return true;
      }
    }
    return false;
  }

  double invert(int column, double standardised) {
    return means[column] + deviations[column] * standardised;
  }
}
