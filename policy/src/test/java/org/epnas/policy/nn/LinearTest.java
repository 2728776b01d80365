package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinearTest {
  static List<VectorMath> implementations() {
    return Implementations.all();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void gradientsAreThoseOfTheOutput(VectorMath math) {
    SplittableRandom random = new SplittableRandom(1);
    Parameters parameters = new Parameters();
    Linear linear = new Linear(parameters, "linear", 7, 19, math, random);
    int rows = 5;
    float[] x = RandomArrays.uniform(rows * 7, random);
    float[] dy = RandomArrays.uniform(rows * 19, random);
    float[] dx = new float[rows * 7];
    linear.backward(rows, x, dy, dx);
    float[] y = new float[rows * 19];
    java.util.function.DoubleSupplier objective =
        () -> {
          linear.forward(rows, x, y);
          return RandomArrays.dot(dy, y);
        };
    GradientCheck.parameters(parameters, objective);
    GradientCheck.array("x", x, 0, x.length, dx, objective);
  }

  @Test
  void multipliesAndShiftsByHand() {
    for (VectorMath math : implementations()) {
      Parameters parameters = new Parameters();
      Linear linear = new Linear(parameters, "linear", 2, 1, math, new SplittableRandom(1));
      // W = (2, 3), b = 10: (1, -1) -> 2 - 3 + 10 = 9
      System.arraycopy(new float[] {2, 3, 10}, 0, parameters.values(), 0, 3);
      float[] y = new float[1];
      linear.forward(1, new float[] {1, -1}, y);
      assertThat(y).containsExactly(9);
    }
  }
}
