package org.epnas.searchspaces.penalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.Direction;
import org.epnas.testkit.ConstraintPenaltyContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedSumPenaltyTest extends ConstraintPenaltyContract {
  private final WeightedSumPenalty penalty = new WeightedSumPenalty(0.1);

  @Override
  protected ConstraintPenalty penalty() {
    return penalty;
  }

  @Test
  void subtractsTheWeightedViolations() {
    // 0.9 - 0.1 * (10 * 0.2 + 10 * 0.1) = 0.9 - 0.3 = 0.6.
    double reward =
        penalty.reward(
            0.9, List.of(Uses.of(Direction.AT_MOST, 120, 10), Uses.of(Direction.AT_LEAST, 90, 10)));

    assertThat(reward).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void isNeverNegative() {
    // 0.9 - 0.1 * 10 * 9 = -8.1.
    assertThat(penalty.reward(0.9, List.of(Uses.of(Direction.AT_MOST, 1000, 10)))).isZero();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesAWeightOutsideOfItsRange(double weight) {
    assertThatThrownBy(() -> new WeightedSumPenalty(weight))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Weight (" + weight + ")")
        .hasMessageContaining("Maybe use 0.1");
  }
}
