package org.epnas.policy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.policy.simulation.TrialBuilder.failed;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.trial.Outcome;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BudgetForecastTest {
  private final BudgetForecast forecast = new BudgetForecast();

  /** 2 trials, 4 epochs, 1 * 1000 + 3 * 3000 = 10,000 FLOPs of training used a fifth. */
  @BeforeEach
  void train() {
    forecast.observe(trial(0, 0.5).epochs(1).flops(1000).build());
    forecast.observe(trial(1, 0.5).epochs(3).flops(3000).build());
    forecast.update(0.2);
  }

  @Test
  void takesTheLargestOfThreeEstimates() {
    // Per trial 0.1; per epoch 0.05; per 1000 FLOPs of an epoch 0.02.
    assertThat(forecast.share(1, cost(1000))).as("a trial").isEqualTo(0.1, within(1e-12));
    assertThat(forecast.share(4, cost(1000))).as("epochs").isEqualTo(0.2, within(1e-12));
    assertThat(forecast.share(4, cost(5000))).as("work").isEqualTo(0.4, within(1e-12));
  }

  @Test
  void findsTheLongestTrainingThatAShareCanPayFor() {
    assertThat(forecast.affordableEpochs(0.31, cost(1000))).isEqualTo(6);
    assertThat(forecast.affordableEpochs(0.29, cost(1000))).isEqualTo(5);
    assertThat(forecast.affordableEpochs(0.25, cost(5000))).isEqualTo(2);
    assertThat(forecast.affordableEpochs(0.09, cost(1000))).as("below a trial").isZero();
  }

  @Test
  void refusesLargeTrialsButNotTheUsualOnes() {
    // The mean trial takes 0.1, so up to 0.2 is usual even where only 0.05 is allowed.
    assertThat(forecast.modest(1, cost(9_900), 0.05)).isTrue();
    assertThat(forecast.modest(1, cost(10_100), 0.05)).isFalse();
    assertThat(forecast.modest(1, cost(10_100), 0.3)).isTrue();
  }

  @Test
  void countsOnlyWhatWasEvaluated() {
    forecast.observe(trial(1, 0.5).epochs(3).flops(3000).build());
    forecast.observe(failed(2, Outcome.Reason.OVER_LIMIT).build());
    assertThat(forecast.share(1, cost(1000))).isEqualTo(0.1, within(1e-12));

    forecast.observe(failed(3, Outcome.Reason.DIVERGED).build());
    assertThat(forecast.share(1, cost(1000))).isEqualTo(0.2 / 3, within(1e-12));
  }

  @Test
  void estimatesNothingFromNothing() {
    BudgetForecast empty = new BudgetForecast();

    assertThat(empty.share(5, cost(1000))).isZero();
    assertThat(empty.affordableEpochs(0.5, cost(1000))).isEqualTo(1);
    assertThat(empty.modest(5, cost(1_000_000), 0.01)).isTrue();
  }

  private static Cost cost(long flops) {
    return new Cost(100, flops, 100);
  }
}
