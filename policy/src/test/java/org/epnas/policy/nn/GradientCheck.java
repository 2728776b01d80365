package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleSupplier;

/**
 * Compares gradients with central differences. In single precision an objective of size 1 has noise
 * of about 1e-6; the step is large enough to keep that below 1e-4 of the slope, and what is left of
 * the third derivative is of the same size.
 */
public final class GradientCheck {
  private static final float STEP = 5e-3f;
  private static final double ABSOLUTE = 5e-4;
  private static final double RELATIVE = 5e-3;

  /** Larger arrays are sampled: each difference costs two evaluations. */
  private static final int MOST_ELEMENTS = 32;

  private GradientCheck() {}

  /** Checks the gradients of every slice, and that none are all zero. */
  public static void parameters(Parameters parameters, DoubleSupplier objective) {
    for (Parameters.Slice slice : parameters.slices()) {
      array(
          slice.name(),
          parameters.values(),
          slice.offset(),
          slice.size(),
          parameters.gradients(),
          objective);
    }
  }

  /** Checks the gradients of {@code size} elements of an array from {@code offset} on. */
  public static void array(
      String name,
      float[] values,
      int offset,
      int size,
      float[] gradients,
      DoubleSupplier objective) {
    double largest = 0;
    // An odd stride, so that no row or gate of an even width is always left out.
    int stride = size <= MOST_ELEMENTS ? 1 : size / MOST_ELEMENTS | 1;
    for (int i = offset; i < offset + size; i += stride) {
      double slope = slope(values, i, objective);
      largest = Math.max(largest, Math.abs(slope));
      assertThat((double) gradients[i])
          .as("%s[%d]", name, i - offset)
          .isCloseTo(slope, within(ABSOLUTE + RELATIVE * Math.abs(slope)));
    }
    assertThat(largest).as("largest gradient of %s", name).isGreaterThan(5 * ABSOLUTE);
  }

  private static double slope(float[] values, int i, DoubleSupplier objective) {
    float value = values[i];
    float above = value + STEP;
    float below = value - STEP;
    values[i] = above;
    double up = objective.getAsDouble();
    values[i] = below;
    double down = objective.getAsDouble();
    values[i] = value;
    return (up - down) / ((double) above - below);
  }
}
