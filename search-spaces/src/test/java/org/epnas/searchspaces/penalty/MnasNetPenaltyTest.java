package org.epnas.searchspaces.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.ConstraintPenalty.WeightedUsage;
import org.epnas.kernel.constraint.Direction;
import org.epnas.testkit.ConstraintPenaltyContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MnasNetPenaltyTest extends ConstraintPenaltyContract {
  private final MnasNetPenalty penalty = new MnasNetPenalty(-0.07);

  @Override
  protected ConstraintPenalty penalty() {
    return penalty;
  }

  @Override
  protected boolean rewardsUnusedResources() {
    return true;
  }

  @Test
  void tradesADoublingOfTheUseForFivePercentAccuracy() {
    // 2^-0.07 = exp(-0.07 * 0.6931) = exp(-0.04852) = 0.95264; 1.05 * 0.95264 = 1.0003.
    double reward = reward(Uses.of(Direction.AT_MOST, 200, 10));

    assertThat(reward).isCloseTo(0.95264, within(1e-5));
    assertThat(1.05 * reward).isCloseTo(1, within(1e-3));
  }

  @Test
  void rewardsWhatIsLeftUnused() {
    // 0.5^-0.07 = 2^0.07 = 1 / 0.95264 = 1.04972, for both directions.
    assertThat(reward(Uses.of(Direction.AT_MOST, 50, 10))).isCloseTo(1.04972, within(1e-5));
    assertThat(reward(Uses.of(Direction.AT_LEAST, 200, 10))).isCloseTo(1.04972, within(1e-5));
  }

  @Test
  void penaltyWeightCountsOnlyWhileTheLimitIsViolated() {
    // Three times the initial penalty weight: 2^-0.21 = 0.95264^3 = 0.86454.
    assertThat(reward(Uses.of(Direction.AT_MOST, 200, 30))).isCloseTo(0.86454, within(1e-5));
    assertThat(reward(Uses.of(Direction.AT_LEAST, 50, 30))).isCloseTo(0.86454, within(1e-5));
    assertThat(reward(Uses.of(Direction.AT_MOST, 50, 30))).isCloseTo(1.04972, within(1e-5));
  }

  @Test
  void isFiniteForAUseOfZero() {
    // 1000^0.07 = exp(0.07 * 6.9078) = 1.62181; 1000^-0.07 = 0.61660.
    assertThat(reward(Uses.of(Direction.AT_MOST, 0, 10))).isCloseTo(1.62181, within(1e-5));
    assertThat(reward(Uses.of(Direction.AT_LEAST, 0, 10))).isCloseTo(0.61660, within(1e-5));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.07, Double.NaN, Double.NEGATIVE_INFINITY})
  void refusesAnExponentOutsideOfItsRange(double exponent) {
    assertThatThrownBy(() -> new MnasNetPenalty(exponent))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Exponent (" + exponent + ")")
        .hasMessageContaining("Maybe use -0.07");
  }

  private double reward(WeightedUsage use) {
    return penalty.reward(1, List.of(use));
  }
}
