package org.epnas.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HolmTest {
  /** 4 * 0.01, then 3 * 0.02 = 0.06, then 2 * 0.03 and 1 * 0.04 raised to it, as in R. */
  @Test
  void stepsDownAndNeverFalls() {
    assertCorrected(List.of(0.01, 0.02, 0.03, 0.04), List.of(0.04, 0.06, 0.06, 0.06));
    assertCorrected(List.of(0.04, 0.01, 0.03, 0.02), List.of(0.06, 0.04, 0.06, 0.06));
  }

  @Test
  void noneExceedsOne() {
    assertCorrected(List.of(0.4, 0.9, 0.6), List.of(1.0, 1.0, 1.0));
  }

  @Test
  void aTestThatSaysNothingIsNotCounted() {
    List<OptionalDouble> corrected =
        Holm.correct(
            List.of(OptionalDouble.empty(), OptionalDouble.of(0.01), OptionalDouble.of(0.5)));

    assertThat(corrected)
        .containsExactly(OptionalDouble.empty(), OptionalDouble.of(0.02), OptionalDouble.of(0.5));
  }

  private static void assertCorrected(List<Double> pValues, List<Double> expected) {
    List<OptionalDouble> corrected =
        Holm.correct(pValues.stream().map(OptionalDouble::of).toList());
    for (int i = 0; i < expected.size(); i++) {
      assertThat(corrected.get(i).orElseThrow()).isCloseTo(expected.get(i), within(1e-12));
    }
  }
}
