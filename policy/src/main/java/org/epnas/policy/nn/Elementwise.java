package org.epnas.policy.nn;

/**
 * Functions of {@code n} consecutive floats. Results may overwrite an argument at the same offset.
 */
public interface Elementwise {
  /**
   * y = e^x, relative error at most 4e-7 for x in [-87, 88]. Below, at most 1.7e-38 instead of a
   * denormal number; above, infinity from 88.8 on. NaN stays NaN.
   */
  void exp(int n, float[] x, int xOffset, float[] y, int yOffset);

  /** y = tanh(x), absolute error at most 4e-7. */
  void tanh(int n, float[] x, int xOffset, float[] y, int yOffset);

  /** y = 1 / (1 + e^-x), absolute error at most 4e-7. */
  void sigmoid(int n, float[] x, int xOffset, float[] y, int yOffset);

  /** y += alpha x. */
  void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset);

  /** y = alpha y. */
  void scale(int n, float alpha, float[] y, int yOffset);

  /** The inner product. */
  float dot(int n, float[] x, int xOffset, float[] y, int yOffset);

  /** The sum. */
  float sum(int n, float[] x, int xOffset);

  /** The largest; negative infinity when n is 0. */
  float max(int n, float[] x, int xOffset);
}
