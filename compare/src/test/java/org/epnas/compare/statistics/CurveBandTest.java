package org.epnas.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.compare.statistics.CurveBand.Point;
import org.junit.jupiter.api.Test;

class CurveBandTest {
  private static final List<Step> EARLY = List.of(new Step(1, 10), new Step(6, 30));
  private static final List<Step> LATE = List.of(new Step(2, 20));

  @Test
  void meanAndQuartilesAtEachMoment() {
    // Two values a < b: q1 = a + (b - a) / 4, q3 = a + 3 (b - a) / 4.
    CurveBand band = CurveBand.of(List.of(EARLY, LATE), 10, 3);

    assertThat(band.points())
        .containsExactly(
            new Point(2, 15, 12.5, 17.5),
            new Point(6, 25, 22.5, 27.5),
            new Point(10, 25, 22.5, 27.5));
  }

  @Test
  void searchesThatFoundNothingAreLeftOut() {
    assertThat(CurveBand.of(List.of(EARLY, List.of()), 10, 2).points())
        .containsExactly(new Point(1, 10, 10, 10), new Point(10, 30, 30, 30));
    assertThat(CurveBand.of(List.of(List.of()), 10, 2).points()).isEmpty();
  }

  @Test
  void aFirstNetworkThatCameAfterTheEndLosesNothing() {
    // A search of 12.1 s whose only network was reported at 12.7 s.
    CurveBand band = CurveBand.of(List.of(List.of(new Step(12.7, 80))), 12.1, 3);

    assertThat(band.points()).hasSize(3);
    assertThat(band.points())
        .allSatisfy(point -> {
          assertThat(point.seconds()).isEqualTo(12.7);
          assertThat(point.mean()).isEqualTo(80);
        });
  }
}
