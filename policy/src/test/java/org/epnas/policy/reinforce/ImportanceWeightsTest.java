package org.epnas.policy.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImportanceWeightsTest {
  @Test
  void normalisesToMeanOneByHand() {
    // Ratios 1, 2, 5 have mean 8/3: weights 0.375, 0.75, 1.875.
    double[] logRatios = {Math.log(1), Math.log(2), Math.log(5)};
    assertThat(ImportanceWeights.selfNormalised(logRatios, 10))
        .containsExactly(new double[] {0.375, 0.75, 1.875}, within(1e-12));
    assertThat(ImportanceWeights.selfNormalised(logRatios, 1.5))
        .containsExactly(new double[] {0.375, 0.75, 1.5}, within(1e-12));
  }

  @Test
  void aCommonFactorChangesNothingHoweverLarge() {
    double[] weights = ImportanceWeights.selfNormalised(new double[] {1, 2, 3}, 10);
    assertThat(ImportanceWeights.selfNormalised(new double[] {1001, 1002, 1003}, 10))
        .containsExactly(weights, within(1e-9));
    assertThat(ImportanceWeights.selfNormalised(new double[] {-999, -998, -997}, 10))
        .containsExactly(weights, within(1e-9));
  }

  @Test
  void equalRatiosWeighOne() {
    assertThat(ImportanceWeights.selfNormalised(new double[] {-4, -4}, 1)).containsExactly(1, 1);
    assertThat(ImportanceWeights.selfNormalised(new double[0], 1)).isEmpty();
  }

  @Test
  void refusesAClipThatWouldCutTheMean() {
    assertThatThrownBy(() -> ImportanceWeights.selfNormalised(new double[] {0}, 0.5))
        .hasMessage("Importance weight clip (0.5) must be at least 1. Maybe use 5.");
  }
}
