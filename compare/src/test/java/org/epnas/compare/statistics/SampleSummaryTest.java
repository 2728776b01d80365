package org.epnas.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleSummaryTest {
  @Test
  void locationAndSpreadByHand() {
    // Type 7, n = 4: q1 lies at position 0.75 of 0..3, so 1 + 0.75 * (2 - 1); q3 at 2.25.
    // Squares around 4: 9 + 4 + 0 + 25 = 38, divided by 3.
    SampleSummary summary = SampleSummary.of(4, 1, 9, 2);

    assertThat(summary.n()).isEqualTo(4);
    assertThat(summary.mean()).hasValue(4);
    assertThat(summary.std().orElseThrow()).isCloseTo(Math.sqrt(38 / 3.0), within(1e-12));
    assertThat(summary.median()).hasValue(3);
    assertThat(summary.q1()).hasValue(1.75);
    assertThat(summary.q3()).hasValue(5.25);
    assertThat(summary.min()).hasValue(1);
    assertThat(summary.max()).hasValue(9);
    assertThat(summary.standardError().orElseThrow())
        .isCloseTo(Math.sqrt(38 / 3.0) / 2, within(1e-12));
  }

  @Test
  void oneValueHasNoSpread() {
    SampleSummary summary = SampleSummary.of(7);

    assertThat(summary.mean()).hasValue(7);
    assertThat(summary.q1()).hasValue(7);
    assertThat(summary.std()).isEmpty();
    assertThat(summary.standardError()).isEmpty();
  }

  @Test
  void noValueHasNothing() {
    SampleSummary summary = SampleSummary.of();

    assertThat(summary.n()).isZero();
    assertThat(summary.mean()).isEmpty();
    assertThat(summary.median()).isEmpty();
    assertThat(summary.min()).isEmpty();
  }

  @Test
  void theOrderOfTheCallersArrayIsKept() {
    double[] values = {3, 1, 2};
    var _ = SampleSummary.of(values);

    assertThat(values).containsExactly(3, 1, 2);
  }
}
