package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElementwiseTest {
  private static final Elementwise SCALAR = new ScalarElementwise();
  private static final Elementwise SIMD = new SimdElementwise();

  static List<Elementwise> implementations() {
    return List.of(SCALAR, SIMD);
  }

  /** One of the three functions of an implementation. */
  private interface Function {
    void apply(int n, float[] x, int xOffset, float[] y, int yOffset);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void expKeepsItsRelativeErrorBound(Elementwise math) {
    float[] x = grid(-87, 88);
    float[] y = apply(math::exp, x);
    double worst = 0;
    for (int i = 0; i < x.length; i++) {
      double exact = Math.exp(x[i]);
      worst = Math.max(worst, Math.abs(y[i] - exact) / exact);
    }
    assertThat(worst).isLessThan(1e-7);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void expSaturatesOutsideItsRange(Elementwise math) {
    float[] x = {-1e9f, -88, 89, 1e9f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, -90, 120};
    float[] y = apply(math::exp, x);
    for (int i = 0; i < x.length; i++) {
      if (x[i] < 0) {
        assertThat(y[i]).as("exp(%s)", x[i]).isBetween(0f, (float) Math.exp(-87));
      } else {
        assertThat(y[i]).as("exp(%s)", x[i]).isGreaterThan((float) Math.exp(88));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void tanhKeepsItsAbsoluteErrorBound(Elementwise math) {
    requireAbsoluteError(math::tanh, Math::tanh);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void sigmoidKeepsItsAbsoluteErrorBound(Elementwise math) {
    requireAbsoluteError(math::sigmoid, x -> 1 / (1 + Math.exp(-x)));
  }

  private static void requireAbsoluteError(Function function, DoubleUnaryOperator truth) {
    for (float[] x : List.of(grid(-12, 12), grid(-200, 200))) {
      float[] y = apply(function, x);
      double worst = 0;
      for (int i = 0; i < x.length; i++) {
        worst = Math.max(worst, Math.abs(y[i] - truth.applyAsDouble(x[i])));
      }
      assertThat(worst).isLessThan(4e-7);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void notANumberStaysNotANumber(Elementwise math) {
    float[] x = new float[33];
    Arrays.fill(x, Float.NaN);
    for (Function function : List.<Function>of(math::exp, math::tanh, math::sigmoid)) {
      for (float y : apply(function, x)) {
        assertThat(y).isNaN();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 31, 64, 207, 1024})
  void functionsTouchExactlyTheirElements(int n) {
    float[] x = RandomArrays.uniform(n + 2, new SplittableRandom(n));
    for (Elementwise math : implementations()) {
      float[] y = new float[n + 4];
      math.exp(n, x, 1, y, 3);
      assertThat(y[2]).isZero();
      assertThat(y[3]).isCloseTo((float) Math.exp(x[1]), within(1e-5f));
      assertThat(y[n + 2]).isCloseTo((float) Math.exp(x[n]), within(1e-5f));
      assertThat(y[n + 3]).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 31, 64, 207, 1024})
  void twinsAgreeOnSums(int n) {
    SplittableRandom random = new SplittableRandom(n);
    float[] x = RandomArrays.uniform(3 * n + 1, random);
    float[] y = RandomArrays.uniform(n + 2, random);
    float[] scalar = y.clone();
    float[] simd = y.clone();
    SCALAR.axpy(n, 0.7f, x, 1, scalar, 2);
    SIMD.axpy(n, 0.7f, x, 1, simd, 2);
    assertThat(simd).containsExactly(scalar, within(1e-6f));
    SCALAR.addRows(3, n, x, 1, scalar, 2);
    SIMD.addRows(3, n, x, 1, simd, 2);
    assertThat(simd).containsExactly(scalar, within(1e-6f));
    assertThat(SIMD.dot(n, x, 1, y, 2))
        .isCloseTo(SCALAR.dot(n, x, 1, y, 2), within(1e-7f * (1 + n)));
  }

  @Test
  void addsRowsByHand() {
    for (Elementwise math : implementations()) {
      float[] y = {1, 1, 10};
      // (1 2; 3 4): column sums 4 and 6.
      math.addRows(2, 2, new float[] {1, 2, 3, 4}, 0, y, 0);
      assertThat(y).containsExactly(5, 7, 10);
    }
  }

  private static float[] grid(float from, float to) {
    int points = 20_011;
    float[] x = new float[points];
    for (int i = 0; i < points; i++) {
      x[i] = from + (to - from) * i / (points - 1);
    }
    return x;
  }

  private static float[] apply(Function function, float[] x) {
    float[] y = new float[x.length];
    function.apply(x.length, x, 0, y, 0);
    return y;
  }
}
