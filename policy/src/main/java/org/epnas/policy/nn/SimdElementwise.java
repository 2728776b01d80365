package org.epnas.policy.nn;

import static org.epnas.policy.nn.SimdFunctions.SPECIES;

import jdk.incubator.vector.FloatVector;

/** {@link Elementwise} on the Vector API; what does not fill a vector goes to the plain loops. */
final class SimdElementwise implements Elementwise {
  private static final int LANES = SPECIES.length();

  private final Elementwise rest = new ScalarElementwise();
  private final float[] lanes = new float[LANES];

  @Override
  public void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      SimdFunctions.exp(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    rest.exp(n - whole, x, xOffset + whole, y, yOffset + whole);
  }

  @Override
  public void tanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      SimdFunctions.tanh(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    rest.tanh(n - whole, x, xOffset + whole, y, yOffset + whole);
  }

  @Override
  public void sigmoid(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      SimdFunctions.sigmoid(load(x, xOffset + i)).intoArray(y, yOffset + i);
    }
    rest.sigmoid(n - whole, x, xOffset + whole, y, yOffset + whole);
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    FloatVector factor = SimdFunctions.all(alpha);
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      factor.fma(load(x, xOffset + i), load(y, yOffset + i)).intoArray(y, yOffset + i);
    }
    rest.axpy(n - whole, alpha, x, xOffset + whole, y, yOffset + whole);
  }

  @Override
  public void addRows(int rows, int n, float[] x, int xOffset, float[] y, int yOffset) {
    for (int row = 0; row < rows; row++) {
      axpy(n, 1f, x, xOffset + row * n, y, yOffset);
    }
  }

  /**
   * Adds the lanes one after the other in plain code: the order of the API's own reduction is not
   * defined and may change when the method is compiled.
   */
  @Override
  public float dot(int n, float[] x, int xOffset, float[] y, int yOffset) {
    FloatVector products = FloatVector.zero(SPECIES);
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      products = load(x, xOffset + i).fma(load(y, yOffset + i), products);
    }
    products.intoArray(lanes, 0);
    float sum = rest.dot(n - whole, x, xOffset + whole, y, yOffset + whole);
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
