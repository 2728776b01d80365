package org.epnas.policy.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.policy.simulation.TrialBuilder.failed;
import static org.epnas.policy.simulation.TrialBuilder.trial;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.trial.Outcome;
import org.junit.jupiter.api.Test;

class BudgetForecastTest {
  private final BudgetForecast forecast = new BudgetForecast();

  /** 2 trials, 4 epochs, used a fifth of a budget that counts no time. */
  private void train() {
    forecast.observe(trial(0, 0.5).epochs(1).flops(1000).seconds(50).build());
    forecast.observe(trial(1, 0.5).epochs(3).flops(3000).build());
    forecast.update(new SearchStatus(0.2, 1));
  }

  @Test
  void withoutATimeBudgetTakesTheLargerOfTwoEstimatesAndNoSeconds() {
    train();
    // Per trial 0.1; per epoch 0.05.
    assertThat(forecast.share(1, cost(9000))).as("a trial").isEqualTo(0.1, within(1e-12));
    assertThat(forecast.share(4, cost(1000))).as("epochs").isEqualTo(0.2, within(1e-12));
    assertThat(forecast.affordableEpochs(0.31, cost(1000))).isEqualTo(6);
    assertThat(forecast.affordableEpochs(0.29, cost(1000))).isEqualTo(5);
    assertThat(forecast.affordableEpochs(0.09, cost(1000))).as("below a trial").isZero();
    assertThat(forecast.modest(1, cost(1_000_000), 0.05)).as("one trial like any").isTrue();
  }

  @Test
  void countsOnlyWhatWasEvaluated() {
    train();
    forecast.observe(trial(1, 0.5).epochs(3).flops(3000).build());
    forecast.observe(failed(2, Outcome.Reason.OVER_LIMIT).build());
    assertThat(forecast.share(1, cost(1000))).isEqualTo(0.1, within(1e-12));

    forecast.observe(failed(3, Outcome.Reason.DIVERGED).build());
    assertThat(forecast.share(1, cost(1000))).isEqualTo(0.2 / 3, within(1e-12));
  }

  /** The first network is cheap; many times its FLOPs are far from many times its time. */
  @Test
  void pricesByTheMeanTrialWhileTheyAreFew() {
    forecast.observe(trial(0, 0.5).epochs(10).flops(1000).seconds(50).build());
    forecast.update(timed(0.01, 1));

    assertThat(forecast.share(10, cost(20_000))).isEqualTo(0.01, within(1e-12));
    assertThat(forecast.modest(10, cost(20_000), 0.05)).isTrue();
  }

  /** Ten networks that take 2 s + 1 s per 1000 FLOPs an epoch. */
  @Test
  void fitsAConstantAndASlope() {
    trainTen(flops -> 2 + flops / 1000.0);
    forecast.update(timed(0.5, 1));

    // 10 epochs of 20,000 FLOPs take 220 s of 5,000.
    assertThat(forecast.share(10, cost(20_000))).isEqualTo(0.044, within(1e-9));
    // A twentieth of the budget are 250 s; 10 epochs take 240 s and 260 s.
    assertThat(forecast.modest(10, cost(22_000), 0.05)).isTrue();
    assertThat(forecast.modest(10, cost(24_000), 0.05)).isFalse();
    // Twice the mean trial are 150 s.
    assertThat(forecast.modest(10, cost(12_900), 0.01)).isTrue();
    assertThat(forecast.modest(10, cost(13_100), 0.01)).isFalse();
    // A hundredth of the budget, 50 s, at 4 s an epoch.
    assertThat(forecast.affordableEpochs(0.01, cost(2000))).isEqualTo(12);
  }

  @Test
  void neitherCoefficientIsNegative() {
    trainTen(flops -> Math.max(0.01, (flops - 3000) / 1000.0));
    forecast.update(timed(0.5, 1));
    assertThat(forecast.share(10, cost(10))).as("no negative constant").isPositive();

    BudgetForecast falling = new BudgetForecast();
    for (int i = 1; i <= 10; i++) {
      falling.observe(trial(i, 0.5).epochs(1).flops(1000L * i).seconds(20 - i).build());
    }
    falling.update(timed(0.5, 1));
    assertThat(falling.share(1, cost(1_000_000))).as("the mean").isEqualTo(14.5 / 5000);
  }

  /** With eight slots a training of 10 % of the time is 1.25 % of the slots' time, but no less. */
  @Test
  void judgesATrialByTheTimeThatItTakes() {
    trainTen(flops -> 2 + flops / 1000.0);
    forecast.update(timed(0.1, 8));

    // 500 s of 5,000.
    assertThat(forecast.share(10, cost(48_000))).isEqualTo(0.1 / 8, within(1e-9));
    assertThat(forecast.modest(10, cost(48_000), 0.05)).isFalse();
  }

  @Test
  void estimatesNothingFromNothing() {
    forecast.update(timed(0, 1));

    assertThat(forecast.share(5, cost(1000))).isZero();
    assertThat(forecast.affordableEpochs(0.5, cost(1000))).isEqualTo(1);
    assertThat(forecast.modest(5, cost(1_000_000), 0.01)).isTrue();
    assertThat(new BudgetForecast().share(5, cost(1000))).isZero();
  }

  private void trainTen(DoubleUnaryOperator secondsPerEpoch) {
    for (int i = 1; i <= 10; i++) {
      forecast.observe(
          trial(i, 0.5)
              .epochs(10)
              .flops(1000L * i)
              .seconds(10 * secondsPerEpoch.applyAsDouble(1000 * i))
              .build());
    }
  }

  private static SearchStatus timed(double used, int slots) {
    return new SearchStatus(used, slots, OptionalDouble.of(5000));
  }

  private static Cost cost(long flops) {
    return new Cost(100, flops, 100);
  }
}
