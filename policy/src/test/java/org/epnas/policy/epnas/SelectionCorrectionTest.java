package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SelectionCorrectionTest {
  @Test
  void comparesTheUniformChoiceOfThePolicyWithTheRankings() {
    // z = -1 and 1, softmax 1 / (1 + e^2) = 0.1192 and 0.8808; with a = 0.5, n = 2:
    // n q = 0.5 + 0.5 * 2 * softmax = 0.6192 and 1.3808.
    double[] logRatios = SelectionCorrection.logRatios(new double[] {0.3, 0.5}, 0.5);

    assertThat(logRatios[0]).isEqualTo(-Math.log(0.6192), within(1e-4));
    assertThat(logRatios[1]).isEqualTo(-Math.log(1.3808), within(1e-4));
  }

  @Test
  void theHeldOutShareBoundsTheRatio() {
    double[] bounds = new double[32];
    bounds[7] = 100;

    double[] logRatios = SelectionCorrection.logRatios(bounds, 0.25);

    for (double logRatio : logRatios) {
      assertThat(logRatio).isLessThanOrEqualTo(Math.log(4));
    }
    assertThat(logRatios[7]).as("preferred, so it counts less").isLessThan(logRatios[0]);
  }

  @Test
  void nothingIsCorrectedWhereNothingWasPreferred() {
    assertThat(SelectionCorrection.logRatios(new double[] {0.4, 0.4, 0.4}, 0.1))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(0, 0, 0);
  }
}
