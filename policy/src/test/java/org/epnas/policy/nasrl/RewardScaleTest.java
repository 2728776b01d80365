package org.epnas.policy.nasrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RewardScaleTest {
  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void theFirstBatchIsJudgedByItself() {
    // Mean 0.5, deviations -0.1 and 0.1, so sigma = 0.1.
    assertThat(new RewardScale(0.8).advantages(new double[] {0.4, 0.6}))
        .containsExactly(new double[] {-1, 1}, EXACT);
  }

  @Test
  void laterBatchesAreJudgedByTheAverages() {
    RewardScale scale = new RewardScale(0.5);
    scale.advantages(new double[] {0.4, 0.6});
    // b stays 0.5, sigma stays 0.1.
    assertThat(scale.advantages(new double[] {0.7, 0.7}))
        .containsExactly(new double[] {2, 2}, EXACT);
    // b = (0.5 + 0.7) / 2 = 0.6; variance = (0.01 + 0.04) / 2 = 0.025.
    assertThat(scale.advantages(new double[] {0.6 + Math.sqrt(0.025), 0.6}))
        .containsExactly(new double[] {1, 0}, EXACT);
  }

  @Test
  void equalRewardsSayNothingAndOneFailureDoesNotExplode() {
    RewardScale scale = new RewardScale(0.5);
    assertThat(scale.advantages(new double[] {0.5, 0.5})).containsExactly(0, 0);
    assertThat(scale.advantages(new double[] {0.5, 0})).containsExactly(0, -3);
  }
}
