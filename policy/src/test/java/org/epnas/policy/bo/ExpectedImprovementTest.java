package org.epnas.policy.bo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.epnas.policy.predictor.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedImprovementTest {
  /** By the trapezoidal rule over ten deviations. */
  @ParameterizedTest
  @ValueSource(doubles = {-5.9, -4, -2, -0.5, 0, 0.5, 2, 8})
  void isTheMeanOfWhatIsAboveTheIncumbent(double z) {
    double incumbent = 0.6;
    double deviation = 0.05;
    double mean = incumbent + z * deviation;
    double sum = 0;
    int steps = 200_000;
    double step = 20.0 / steps;
    for (int i = 0; i <= steps; i++) {
      double u = -10 + i * step;
      double density = Math.exp(-0.5 * u * u) / Math.sqrt(2 * Math.PI);
      sum += Math.max(0, mean + u * deviation - incumbent) * density * step;
    }

    assertThat(ExpectedImprovement.log(new Prediction(mean, 1, deviation), incumbent))
        .isCloseTo(Math.log(sum), within(1e-3));
  }

  @Test
  void ranksWhatIsFarBelowTheIncumbentToo() {
    double far = ExpectedImprovement.log(new Prediction(0.1, 1, 0.01), 0.9);
    double further = ExpectedImprovement.log(new Prediction(0.05, 1, 0.01), 0.9);

    assertThat(far).isFinite().isGreaterThan(further);
    assertThat(further).isFinite();
  }

  @Test
  void theTailJoinsWithoutAJump() {
    double above = ExpectedImprovement.log(new Prediction(-5.9999, 1, 1), 0);
    double below = ExpectedImprovement.log(new Prediction(-6.0001, 1, 1), 0);

    assertThat(above - below).isCloseTo(0, within(5e-3));
  }
}
