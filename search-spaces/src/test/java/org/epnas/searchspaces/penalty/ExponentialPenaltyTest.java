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

class ExponentialPenaltyTest extends ConstraintPenaltyContract {
  private final ExponentialPenalty penalty = new ExponentialPenalty(0.9);

  @Override
  protected ConstraintPenalty penalty() {
    return penalty;
  }

  @Test
  void multipliesByBaseToThePenaltyWeightTimesExcess() {
    // Excess 120 / 100 - 1 = 0.2, V = 10 * 0.2 = 2, 0.8 * 0.9^2 = 0.648.
    double reward = penalty.reward(0.8, List.of(Uses.of(Direction.AT_MOST, 120, 10)));

    assertThat(reward).isCloseTo(0.648, within(1e-12));
  }

  @Test
  void multipliesOverConstraints() {
    // V = 10 * 0.1 + 20 * (1 - 90 / 100) = 1 + 2 = 3, 0.5 * 0.9^3 = 0.3645.
    double reward =
        penalty.reward(
            0.5,
            List.of(
                Uses.of(Direction.AT_MOST, 110, 10),
                Uses.of(Direction.AT_LEAST, 90, 20),
                Uses.of(Direction.AT_MOST, 50, 10)));

    assertThat(reward).isCloseTo(0.3645, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.01, Double.NaN})
  void refusesABaseOutsideOfItsRange(double base) {
    assertThatThrownBy(() -> new ExponentialPenalty(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Base (" + base + ")")
        .hasMessageContaining("Maybe use 0.9");
  }
}
