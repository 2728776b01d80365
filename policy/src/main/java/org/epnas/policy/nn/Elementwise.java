package org.epnas.policy.nn;

/**
 * Functions of {@code n} consecutive floats. Results may overwrite an argument at the same offset.
 */
public interface Elementwise {
  /**
   * y = e^x, relative error at most 1e-7 for x in [-87, 88]; at most e^-87 below and at least e^88
   * above. NaN stays NaN.
   */
  void exp(int n, float[] x, int xOffset, float[] y, int yOffset);

  /** y = tanh(x), absolute error at most 4e-7. NaN stays NaN. */
  void tanh(int n, float[] x, int xOffset, float[] y, int yOffset);

  /** y = 1 / (1 + e^-x), absolute error at most 4e-7. NaN stays NaN. */
  void sigmoid(int n, float[] x, int xOffset, float[] y, int yOffset);

  /** y += alpha x. */
  void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset);

  /** y += the sum of the rows of x (rows, n), added in ascending order. */
  void addRows(int rows, int n, float[] x, int xOffset, float[] y, int yOffset);

  /** The inner product, in an order of summation that depends on n alone. */
  float dot(int n, float[] x, int xOffset, float[] y, int yOffset);
}
