package org.epnas.kernel.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HypervolumeTest {
  @Test
  void twoObjectivesByHand() {
    // Rectangles 1 x 3 and 2 x 1 and the overlap 1 x 1 once: 3 + 2 - 1 = 4.
    assertThat(Hypervolume.of(List.of(point(1, 3), point(2, 1)), point(0, 0))).isEqualTo(4);
    // A dominated point and points that are not above the reference count nothing.
    assertThat(
            Hypervolume.of(
                List.of(point(1, 3), point(2, 1), point(1, 1), point(0, 9), point(-1, 9)),
                point(0, 0)))
        .isEqualTo(4);
  }

  @Test
  void threeObjectivesByHand() {
    // 1 x 1 x 3 = 3 and 2 x 2 x 1 = 4 share 1 x 1 x 1.
    assertThat(Hypervolume.of(List.of(point(1, 1, 3), point(2, 2, 1)), point(0, 0, 0)))
        .isEqualTo(6);
    // From (1, 0, 0): the first has nothing left, the second 1 x 2 x 1.
    assertThat(Hypervolume.of(List.of(point(1, 1, 3), point(2, 2, 1)), point(1, 0, 0)))
        .isEqualTo(2);
  }

  @Test
  void oneObjectiveIsTheDistanceToTheBest() {
    assertThat(Hypervolume.of(List.of(point(3), point(5)), point(2))).isEqualTo(3);
    assertThat(Hypervolume.of(List.of(), point(2))).isZero();
  }

  /** On a grid of whole numbers the volume is the number of unit cubes below a point. */
  @ParameterizedTest
  @CsvSource({"2, 1", "2, 2", "3, 3", "3, 4", "4, 5", "4, 6"})
  void isTheNumberOfCubesOnAGrid(int objectives, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      points.add(random.ints(objectives, 0, 6).asDoubleStream().toArray());
    }
    int cubes = 0;
    for (int cube = 0; cube < Math.pow(6, objectives); cube++) {
      int[] corner = new int[objectives];
      for (int i = 0, rest = cube; i < objectives; i++, rest /= 6) {
        corner[i] = rest % 6;
      }
      cubes += points.stream().anyMatch(point -> covers(point, corner)) ? 1 : 0;
    }

    assertThat(Hypervolume.of(points, new double[objectives])).isEqualTo(cubes);
  }

  private static boolean covers(double[] point, int[] corner) {
    for (int i = 0; i < point.length; i++) {
      if (point[i] < corner[i] + 1) {
        return false;
      }
    }
    return true;
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "4, 3"})
  void aPointGainsTheDifference(int objectives, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] reference = new double[objectives];
    List<double[]> front = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      double[] point = random.doubles(objectives).toArray();
      double before = Hypervolume.of(front, reference);
      double gained = Hypervolume.gained(point, front, reference);
      front.add(point);

      assertThat(gained).isCloseTo(Hypervolume.of(front, reference) - before, within(1e-12));
    }
  }

  private static double[] point(double... values) {
    return values;
  }
}
