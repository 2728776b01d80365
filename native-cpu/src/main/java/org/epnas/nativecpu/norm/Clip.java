package org.epnas.nativecpu.norm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * An activation that limits its input to a range: none, ReLU or ReLU6.
 *
 * @param low smallest output
 * @param high largest output
 */
public record Clip(float low, float high) {
  public static final Clip NONE = new Clip(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  public static final Clip RELU = new Clip(0, Float.POSITIVE_INFINITY);
  public static final Clip RELU6 = new Clip(0, 6);

  /** NaN stays NaN. */
  FloatVector apply(FloatVector z) {
    return z.blend(low, z.compare(VectorOperators.LT, low))
        .blend(high, z.compare(VectorOperators.GT, high));
  }

  /** Where the derivative is 1; works on the input and on the output alike. */
  VectorMask<Float> passes(FloatVector value) {
    return value.compare(VectorOperators.LT, high, value.compare(VectorOperators.GT, low));
  }
}
