package org.epnas.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StepTest {
  private static final List<Step> CURVE = List.of(new Step(10, 80), new Step(60, 90));

  /** 10 s at 10, 50 s at 80, 40 s at 90: 7,700 in 100 s. */
  @Test
  void theMeanOverTimeIsTheAreaOverTheTime() {
    assertThat(Step.meanOverTime(CURVE, 100, 10)).isCloseTo(77, within(1e-12));
  }

  /** 10 s at 10 and 10 s at 80. */
  @Test
  void whatComesAfterTheEndDoesNotCount() {
    assertThat(Step.meanOverTime(CURVE, 20, 10)).isCloseTo(45, within(1e-12));
  }

  @Test
  void withoutAnyStepItIsTheValueBefore() {
    assertThat(Step.meanOverTime(List.of(), 20, 10)).isEqualTo(10);
  }
}
