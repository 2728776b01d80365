package org.epnas.policy.nn;

import java.util.random.RandomGenerator;

/**
 * Learned vectors for the values of categorical features: one table (rows, width) with a row for
 * each value of each feature. What is embedded is a sum of rows.
 */
public final class Embedding {
  private final Parameters parameters;
  private final Parameters.Slice table;
  private final int[] firstRows;
  private final VectorMath math;

  /**
   * @param sizes number of values of each feature
   * @param deviation standard deviation of the initial (uniform) elements
   */
  public Embedding(
      Parameters parameters,
      String name,
      int[] sizes,
      int width,
      double deviation,
      VectorMath math,
      RandomGenerator random) {
    this.parameters = parameters;
    this.math = math;
    firstRows = new int[sizes.length + 1];
    for (int feature = 0; feature < sizes.length; feature++) {
      firstRows[feature + 1] = firstRows[feature] + sizes[feature];
    }
    int rows = firstRows[sizes.length];
    table = parameters.allocateUniform(name, rows, width, deviation * Math.sqrt(3), random);
  }

  /** Row of the table that stands for a value of a feature. */
  public int row(int feature, int value) {
    int size = firstRows[feature + 1] - firstRows[feature];
    if (value < 0 || value >= size) {
      throw new IllegalArgumentException(
          "Value (%s) of feature %s of embedding (%s) is not in 0..%s. Maybe enlarge the vocabulary."
              .formatted(value, feature, table.name(), size - 1));
    }
    return firstRows[feature] + value;
  }

  /** Adds a row to {@code out[offset ...]}. */
  public void add(int row, float[] out, int offset) {
    math.elementwise().axpy(width(), 1f, parameters.values(), start(row), out, offset);
  }

  /** Adds the gradient of a sum that a row was part of to the gradient of the row. */
  public void addGradient(int row, float[] gradient, int offset) {
    math.elementwise().axpy(width(), 1f, gradient, offset, parameters.gradients(), start(row));
  }

  private int width() {
    return table.columns();
  }

  private int start(int row) {
    return table.offset() + row * width();
  }
}
