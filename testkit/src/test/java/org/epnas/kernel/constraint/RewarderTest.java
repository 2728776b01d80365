package org.epnas.kernel.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.cost.Cost;
import org.epnas.testkit.fake.ChainSpace;
import org.epnas.testkit.fake.TestResource;
import org.junit.jupiter.api.Test;

final class RewarderTest {
  private static final Constraint PARAMETERS = new Constraint(TestResource.PARAMETERS, 100, false);
  private static final Constraint FLOPS = new Constraint(TestResource.FLOPS, 1000, true);
  private static final Constraint INTENSITY = new Constraint(TestResource.INTENSITY, 4, false);

  /** accuracy - sum of penalty weight * excess: easy to count by hand. */
  private static final ConstraintPenalty SUM =
      (accuracy, uses) ->
          accuracy
              - uses.stream().mapToDouble(use -> use.penaltyWeight() * use.usage().excess()).sum();

  @Test
  void measuresEveryConstraintInOrder() {
    Rewarder rewarder = new Rewarder(List.of(PARAMETERS, FLOPS, INTENSITY), SUM);

    List<Usage> uses = rewarder.measure(new ChainSpace().initial(), new Cost(150, 900, 300));

    assertThat(uses)
        .containsExactly(
            new Usage(PARAMETERS, 150), new Usage(FLOPS, 900), new Usage(INTENSITY, 3));
  }

  @Test
  void refusesOnlyOverAHardLimit() {
    Rewarder rewarder = new Rewarder(List.of(PARAMETERS, FLOPS), SUM);

    assertThat(rewarder.refusal(uses(150, 1000))).isEmpty();
    assertThat(rewarder.refusal(uses(50, 1001))).contains(new Usage(FLOPS, 1001));
  }

  @Test
  void permitsByHardLimitsAloneAndMeasuresNothingElse() {
    Constraint unmeasurable =
        new Constraint(
            TestResource.of(
                "latency",
                "ms",
                Direction.AT_MOST,
                cost -> {
                  throw new AssertionError("a soft limit was measured");
                }),
            5,
            false);
    Rewarder rewarder = new Rewarder(List.of(unmeasurable, FLOPS), SUM);

    assertThat(rewarder.permits(new ChainSpace().initial(), new Cost(150, 1000, 300))).isTrue();
    assertThat(rewarder.permits(new ChainSpace().initial(), new Cost(150, 1001, 300))).isFalse();
  }

  @Test
  void rewardsByThePenaltyAtTheInitialPenaltyWeight() {
    Rewarder rewarder = new Rewarder(List.of(PARAMETERS, FLOPS), SUM);

    // Excess 101 / 100 - 1 = 0.01, penalty weight 10.
    assertThat(rewarder.reward(0.9, uses(101, 500))).isCloseTo(0.8, within(1e-12));
    assertThat(rewarder.reward(0.9, uses(100, 1000))).isEqualTo(0.9);
  }

  @Test
  void penaltyWeightGrowsWhenAllTrialsOfThreeEpisodesInARowViolate() {
    Rewarder rewarder = new Rewarder(List.of(PARAMETERS, FLOPS), SUM);

    for (int episode = 0; episode < 3; episode++) {
      rewarder.observe(episode, uses(200, 500));
      rewarder.observe(episode, uses(300, 2000));
      assertThat(rewarder.penaltyWeight(0)).as("episode %d is still open", episode).isEqualTo(10);
    }
    rewarder.observe(3, uses(50, 500));

    assertThat(rewarder.penaltyWeight(0)).isEqualTo(15);
    assertThat(rewarder.penaltyWeight(1)).as("half of the trials violated").isEqualTo(10);
  }

  @Test
  void oneSatisfyingTrialStartsTheCountAgain() {
    Rewarder rewarder = new Rewarder(List.of(PARAMETERS), SUM);
    double[] used = {200, 200, 50, 200, 200, 200};

    for (int episode = 0; episode < used.length; episode++) {
      rewarder.observe(episode, List.of(new Usage(PARAMETERS, used[episode])));
      assertThat(rewarder.penaltyWeight(0)).isEqualTo(10);
    }
    rewarder.observe(used.length, List.of(new Usage(PARAMETERS, 50)));

    assertThat(rewarder.penaltyWeight(0)).isEqualTo(15);
  }

  @Test
  void penaltyWeightGrowsUpToItsCap() {
    PenaltyWeightSchedule schedule = new PenaltyWeightSchedule(10, 1.5, 20, 2);
    Rewarder rewarder = new Rewarder(List.of(PARAMETERS), SUM, schedule);

    // Closed episodes 2, 4, 6: 15, then 22.5 cut to 20, then 20.
    double[] expected = {10, 10, 15, 15, 20, 20, 20};
    for (int episode = 0; episode < expected.length; episode++) {
      rewarder.observe(episode, List.of(new Usage(PARAMETERS, 200)));
      assertThat(rewarder.penaltyWeight(0)).as("episode %d", episode).isEqualTo(expected[episode]);
    }
  }

  @Test
  void aLateTrialOfAClosedEpisodeIsNotCounted() {
    Rewarder rewarder = new Rewarder(List.of(PARAMETERS), SUM);

    for (int episode = 0; episode < 4; episode++) {
      rewarder.observe(episode, List.of(new Usage(PARAMETERS, 200)));
      rewarder.observe(episode - 1, List.of(new Usage(PARAMETERS, 50)));
    }

    assertThat(rewarder.penaltyWeight(0)).isEqualTo(15);
  }

  @Test
  void refusesNumbersThatCannotBe() {
    Resource broken = TestResource.of("broken", "", Direction.AT_MOST, cost -> Double.NaN);
    Rewarder measures = new Rewarder(List.of(new Constraint(broken, 1, false)), SUM);
    assertThatThrownBy(() -> measures.measure(new ChainSpace().initial(), new Cost(1, 1, 1)))
        .isInstanceOf(MeasurementException.class)
        .hasMessage(
            "Resource (broken) of class (%s) measured (NaN); a use must be finite and not negative."
                .formatted(TestResource.class.getName()));

    Rewarder rewards = new Rewarder(List.of(), (accuracy, uses) -> Double.NaN);
    assertThatThrownBy(() -> rewards.reward(0.5, List.of()))
        .isInstanceOf(PenaltyException.class)
        .hasMessageContaining("gave the reward (NaN)");
  }

  @Test
  void checksItsSchedule() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PenaltyWeightSchedule(0.5, 1.5, 100, 3))
        .withMessage("Penalty weight's initial (0.5) must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PenaltyWeightSchedule(10, 0.9, 100, 3))
        .withMessage("Penalty weight's factor (0.9) must be at least 1.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PenaltyWeightSchedule(10, 1.5, 9, 3))
        .withMessage("Penalty weight's cap (9.0) must be finite, at least 10.0.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PenaltyWeightSchedule(10, 1.5, 100, 0))
        .withMessage("Penalty weight's patience (0) must be at least 1.");
  }

  private static List<Usage> uses(double parameters, double flops) {
    return List.of(new Usage(PARAMETERS, parameters), new Usage(FLOPS, flops));
  }
}
