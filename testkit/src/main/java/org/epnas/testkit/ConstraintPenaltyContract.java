package org.epnas.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.constraint.ConstraintPenalty.WeightedUsage;
import org.epnas.kernel.constraint.Direction;
import org.epnas.kernel.constraint.Resource;
import org.epnas.kernel.constraint.Usage;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every penalty promises. */
public abstract class ConstraintPenaltyContract {
  private static final double ROUNDING = 1e-12;
  private static final double[] ACCURACIES = {0, 0.1, 0.5, 0.93, 1};

  /** Use as a share of the limit, from satisfied to absurd. */
  private static final double[] OVER = {1, 1.001, 1.1, 1.5, 2, 10, 1e6, 1e12};

  private static final double[] UNDER = {1, 0.999, 0.9, 0.5, 0.1, 1e-6, 0};

  protected abstract ConstraintPenalty penalty();

  /** Whether a use below an upper limit is worth more than the accuracy, as in MnasNet's form. */
  protected boolean rewardsUnusedResources() {
    return false;
  }

  @Test
  void withoutConstraintsTheRewardIsTheAccuracy() {
    for (double accuracy : ACCURACIES) {
      assertThat(penalty().reward(accuracy, List.of()))
          .as("without constraints the reward is the accuracy")
          .isEqualTo(accuracy);
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void aUseAtTheLimitCostsNothing(Direction direction) {
    for (double accuracy : ACCURACIES) {
      assertThat(reward(accuracy, direction, 1, 10))
          .as("a use at the limit costs nothing")
          .isCloseTo(accuracy, within(ROUNDING));
    }
  }

  @Test
  void satisfiedConstraintsCostNothing() {
    List<WeightedUsage> satisfied =
        List.of(use(Direction.AT_MOST, 0.2, 10), use(Direction.AT_LEAST, 7, 30));
    for (double accuracy : ACCURACIES) {
      double reward = penalty().reward(accuracy, satisfied);
      if (rewardsUnusedResources()) {
        assertThat(reward)
            .as("satisfied constraints cost nothing")
            .isGreaterThanOrEqualTo(accuracy)
            .isFinite();
      } else {
        assertThat(reward).as("satisfied constraints cost nothing").isEqualTo(accuracy);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void aViolationLowersTheReward(Direction direction) {
    double ratio = direction == Direction.AT_MOST ? 1.2 : 0.8;

    assertThat(reward(0.9, direction, ratio, 10))
        .as("a violation lowers the reward")
        .isBetween(0.0, 0.9 - 1e-6);
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void theRewardFallsWithTheExcessAndStaysBetweenZeroAndTheAccuracy(Direction direction) {
    double[] ratios = direction == Direction.AT_MOST ? OVER : UNDER;
    for (double accuracy : ACCURACIES) {
      double previous = accuracy;
      for (double ratio : ratios) {
        double reward = reward(accuracy, direction, ratio, 10);
        assertThat(reward)
            .as("the reward falls with the excess: accuracy %s at %s of the limit", accuracy, ratio)
            .isBetween(0.0, previous + ROUNDING);
        previous = reward;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void theRewardFallsWithThePenaltyWeight(Direction direction) {
    double ratio = direction == Direction.AT_MOST ? 1.2 : 0.8;
    double previous = 0.9;
    for (double penaltyWeight : new double[] {1, 10, 15, 22.5, 100}) {
      double reward = reward(0.9, direction, ratio, penaltyWeight);
      assertThat(reward)
          .as("the reward falls with the penalty weight, here %s", penaltyWeight)
          .isBetween(0.0, previous);
      previous = reward;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 1.2, 3})
  void theRewardGrowsWithTheAccuracy(double ratio) {
    double previous = 0;
    for (double accuracy : ACCURACIES) {
      double reward = reward(accuracy, Direction.AT_MOST, ratio, 10);
      assertThat(reward).as("the reward grows with the accuracy").isGreaterThanOrEqualTo(previous);
      previous = reward;
    }
  }

  @Test
  void twoViolationsCostAtLeastAsMuchAsEither() {
    WeightedUsage over = use(Direction.AT_MOST, 1.3, 10);
    WeightedUsage under = use(Direction.AT_LEAST, 0.6, 10);

    double both = penalty().reward(0.9, List.of(over, under));

    assertThat(both).as("a reward is not negative").isNotNegative();
    assertThat(both)
        .as("two violations cost at least as much as either")
        .isLessThanOrEqualTo(penalty().reward(0.9, List.of(over)));
    assertThat(both)
        .as("two violations cost at least as much as either")
        .isLessThanOrEqualTo(penalty().reward(0.9, List.of(under)));
    assertThat(penalty().reward(0.9, List.of(under, over)))
        .as("the order of constraints does not matter")
        .isCloseTo(both, within(ROUNDING));
  }

  private double reward(double accuracy, Direction direction, double ratio, double penaltyWeight) {
    return penalty().reward(accuracy, List.of(use(direction, ratio, penaltyWeight)));
  }

  private static WeightedUsage use(Direction direction, double ratio, double penaltyWeight) {
    double limit = 1000;
    Resource resource = TestResource.of("made-up", "", direction, cost -> 0);
    Constraint constraint = new Constraint(resource, limit, false);
    return new WeightedUsage(new Usage(constraint, ratio * limit), penaltyWeight);
  }
}
