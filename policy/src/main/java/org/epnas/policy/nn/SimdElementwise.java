package org.epnas.policy.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Elementwise} on the Vector API; what does not fill a vector goes to the plain loops.
 *
 * <p>Loops call nothing but the API, whose methods are always inlined. A helper that takes or gives
 * a vector is not once a caller has grown large, and then every vector goes through the heap.
 */
final class SimdElementwise implements Elementwise {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private static final int LANES = SPECIES.length();

  /** Columns whose sums are kept in registers while the rows go by. */
  private static final int ROW_BLOCK = 4 * LANES;

  private static final float LOG2_E = 1.442695f;

  /** ln 2 = LN2_HIGH + LN2_LOW, the first with so few bits that its product with n is exact. */
  private static final float LN2_HIGH = 0x1.63p-1f;

  private static final float LN2_LOW = -2.12194440e-4f;

  /** 1.5 * 2^23: adding it rounds to an integer and leaves that integer in the lowest bits. */
  private static final float ROUND = 12582912f;

  private static final int MANTISSA_BITS = 23;

  /** Beyond these the exponent field would overflow or reach the denormal numbers. */
  static final float LARGEST = 88.7f;

  private static final float SMALLEST = -87.3f;

  private final Elementwise rest = new ScalarElementwise();
  private final float[] lanes = new float[LANES];

  @Override
  public void exp(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = SPECIES.loopBound(n);
    expOfMultiple(whole, 1f, LARGEST, x, xOffset, y, yOffset);
    rest.exp(n - whole, x, xOffset + whole, y, yOffset + whole);
  }

  /** {@code tanh x = 1 - 2 / (1 + e^2x)}. */
  @Override
  public void tanh(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = SPECIES.loopBound(n);
    expOfMultiple(whole, 2f, LARGEST, x, xOffset, y, yOffset);
    shiftedQuotient(whole, 1f, -2f, y, yOffset);
    rest.tanh(n - whole, x, xOffset + whole, y, yOffset + whole);
  }

  @Override
  public void sigmoid(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = SPECIES.loopBound(n);
    expOfMultiple(whole, -1f, LARGEST, x, xOffset, y, yOffset);
    shiftedQuotient(whole, 0f, 1f, y, yOffset);
    rest.sigmoid(n - whole, x, xOffset + whole, y, yOffset + whole);
  }

  /**
   * {@code y = e^(factor x)}, as {@code 2^n e^r} with {@code |r| <= ln(2) / 2} (Cody and Waite
   * 1980) and e^r by {@code 1 + r + r^2 q(r)}, q of degree 4 with the least relative error there,
   * 3e-9 (Remez exchange). The JDK's own exponential goes through a native library that not every
   * platform has.
   *
   * @param n a multiple of the vector's length
   * @param largest exponent, at most LARGEST; greater ones count as this one
   */
  static void expOfMultiple(
      int n, float factor, float largest, float[] x, int xOffset, float[] y, int yOffset) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    FloatVector log2e = FloatVector.broadcast(SPECIES, LOG2_E);
    FloatVector round = FloatVector.broadcast(SPECIES, ROUND);
    FloatVector minusHigh = FloatVector.broadcast(SPECIES, -LN2_HIGH);
    FloatVector minusLow = FloatVector.broadcast(SPECIES, -LN2_LOW);
    FloatVector c2 = FloatVector.broadcast(SPECIES, 0.49999994f);
    FloatVector c3 = FloatVector.broadcast(SPECIES, 0.16666521f);
    FloatVector c4 = FloatVector.broadcast(SPECIES, 0.04166839f);
    FloatVector c5 = FloatVector.broadcast(SPECIES, 0.008368745f);
    FloatVector c6 = FloatVector.broadcast(SPECIES, 0.001381454f);
    for (int i = 0; i < n; i += LANES) {
      FloatVector z = FloatVector.fromArray(SPECIES, x, xOffset + i).mul(factor);
      z = z.blend(largest, z.compare(GT, largest));
      z = z.blend(SMALLEST, z.compare(LT, SMALLEST));
      FloatVector shifted = z.fma(log2e, round);
      FloatVector exponent = shifted.sub(round);
      FloatVector r = exponent.fma(minusLow, exponent.fma(minusHigh, z));
      c6.fma(r, c5)
          .fma(r, c4)
          .fma(r, c3)
          .fma(r, c2)
          .fma(r, one)
          .fma(r, one)
          .reinterpretAsInts()
          .add(shifted.reinterpretAsInts().lanewise(LSHL, MANTISSA_BITS))
          .reinterpretAsFloats()
          .intoArray(y, yOffset + i);
    }
  }

  /** {@code y = shift + scale / (1 + y)}. */
  private static void shiftedQuotient(int n, float shift, float scale, float[] y, int yOffset) {
    FloatVector numerator = FloatVector.broadcast(SPECIES, scale);
    for (int i = 0; i < n; i += LANES) {
      FloatVector denominator = FloatVector.fromArray(SPECIES, y, yOffset + i).add(1f);
      numerator.div(denominator).add(shift).intoArray(y, yOffset + i);
    }
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    FloatVector factor = FloatVector.broadcast(SPECIES, alpha);
    int whole = SPECIES.loopBound(n);
    for (int i = 0; i < whole; i += LANES) {
      FloatVector sum = FloatVector.fromArray(SPECIES, y, yOffset + i);
      factor.fma(FloatVector.fromArray(SPECIES, x, xOffset + i), sum).intoArray(y, yOffset + i);
    }
    rest.axpy(n - whole, alpha, x, xOffset + whole, y, yOffset + whole);
  }

  @Override
  public void addRows(int rows, int n, float[] x, int xOffset, float[] y, int yOffset) {
    int whole = n - n % ROW_BLOCK;
    for (int j = 0; j < whole; j += ROW_BLOCK) {
      addColumns(rows, n, x, xOffset + j, y, yOffset + j);
    }
    for (int row = 0; row < rows; row++) {
      axpy(n - whole, 1f, x, xOffset + row * n + whole, y, yOffset + whole);
    }
  }

  /** Adds the rows of ROW_BLOCK columns, whose sums stay in registers. */
  private static void addColumns(
      int rows, int stride, float[] x, int xOffset, float[] y, int yOffset) {
    FloatVector a = FloatVector.fromArray(SPECIES, y, yOffset);
    FloatVector b = FloatVector.fromArray(SPECIES, y, yOffset + LANES);
    FloatVector c = FloatVector.fromArray(SPECIES, y, yOffset + 2 * LANES);
    FloatVector d = FloatVector.fromArray(SPECIES, y, yOffset + 3 * LANES);
    for (int row = 0; row < rows; row++) {
      int at = xOffset + row * stride;
      a = a.add(FloatVector.fromArray(SPECIES, x, at));
      b = b.add(FloatVector.fromArray(SPECIES, x, at + LANES));
      c = c.add(FloatVector.fromArray(SPECIES, x, at + 2 * LANES));
      d = d.add(FloatVector.fromArray(SPECIES, x, at + 3 * LANES));
    }
    a.intoArray(y, yOffset);
    b.intoArray(y, yOffset + LANES);
    c.intoArray(y, yOffset + 2 * LANES);
    d.intoArray(y, yOffset + 3 * LANES);
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
      FloatVector factor = FloatVector.fromArray(SPECIES, y, yOffset + i);
      products = FloatVector.fromArray(SPECIES, x, xOffset + i).fma(factor, products);
    }
    products.intoArray(lanes, 0);
    float sum = rest.dot(n - whole, x, xOffset + whole, y, yOffset + whole);
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
