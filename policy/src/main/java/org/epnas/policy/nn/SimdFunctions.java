package org.epnas.policy.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Exponential, logistic function and hyperbolic tangent of a vector, with the errors that {@link
 * Elementwise} states. Own polynomials: the JDK's go through a native library that not every
 * platform has.
 */
final class SimdFunctions {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private static final float LOG2_E = 1.44269504f;

  /** ln 2 = LN2_HIGH + LN2_LOW, the first with so few bits that its product with n is exact. */
  private static final float LN2_HIGH = 0.693359375f;

  private static final float LN2_LOW = -2.12194440e-4f;

  /** 1.5 * 2^23: adding it rounds to an integer and leaves that integer in the lowest bits. */
  private static final float ROUND = 12582912f;

  private static final int MANTISSA_BITS = 23;

  /** Beyond these the exponent field would overflow or reach the denormal numbers. */
  private static final float LARGEST = 88.7f;

  private static final float SMALLEST = -87.3f;

  private SimdFunctions() {}

  /**
   * {@code e^x = 2^n e^r} with {@code |r| <= ln(2) / 2} (Cody and Waite 1980); e^r by the
   * polynomial of Cephes' expf.
   */
  static FloatVector exp(FloatVector argument) {
    FloatVector x = argument.blend(LARGEST, argument.compare(GT, LARGEST));
    x = x.blend(SMALLEST, x.compare(LT, SMALLEST));
    FloatVector shifted = x.fma(all(LOG2_E), all(ROUND));
    FloatVector n = shifted.sub(all(ROUND));
    FloatVector r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), x));
    FloatVector p = r.fma(all(1.9875691500e-4f), all(1.3981999507e-3f));
    p = p.fma(r, all(8.3334519073e-3f));
    p = p.fma(r, all(4.1665795894e-2f));
    p = p.fma(r, all(1.6666665459e-1f));
    p = p.fma(r, all(5.0000001201e-1f));
    p = p.fma(r.mul(r), r).add(all(1f));
    return p.reinterpretAsInts()
        .add(shifted.reinterpretAsInts().lanewise(LSHL, MANTISSA_BITS))
        .reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    return all(1f).div(exp(x.neg()).add(all(1f)));
  }

  /** {@code tanh x = 1 - 2 / (e^2x + 1)}. */
  static FloatVector tanh(FloatVector x) {
    return all(1f).sub(all(2f).div(exp(x.add(x)).add(all(1f))));
  }

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}
