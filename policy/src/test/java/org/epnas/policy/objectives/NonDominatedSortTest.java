package org.epnas.policy.objectives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class NonDominatedSortTest {
  @Test
  void frontsByHand() {
    List<double[]> points =
        List.of(point(1, 5), point(2, 4), point(1, 4), point(5, 1), point(1, 1), point(1, 5));

    // The two equal ones dominate neither each other nor (2, 4) and (5, 1).
    assertThat(NonDominatedSort.fronts(points))
        .containsExactly(List.of(0, 1, 3, 5), List.of(2), List.of(4));
    assertThat(NonDominatedSort.fronts(List.of())).isEmpty();
  }

  @Test
  void crowdingByHand() {
    // Ranges 4 and 10; of the middle ones (3 - 0) / 4 + (10 - 2) / 10 and (4 - 1) / 4 + (6 - 0) /
    // 10.
    double[] crowding =
        NonDominatedSort.crowding(List.of(point(0, 10), point(1, 6), point(3, 2), point(4, 0)));

    assertThat(crowding[0]).isInfinite();
    assertThat(crowding[1]).isCloseTo(1.55, within(1e-12));
    assertThat(crowding[2]).isCloseTo(1.35, within(1e-12));
    assertThat(crowding[3]).isInfinite();
  }

  private static double[] point(double... values) {
    return values;
  }
}
