package org.epnas.compare.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.policy.predictor.Prediction;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  private static Forecast forecast(double mean, double deviation, double observed) {
    return new Forecast(new Prediction(mean, deviation), observed);
  }

  @Test
  void sharesWithinOneAndTwoDeviations() {
    // Errors in deviations: 0.5, 1.5, 3, 1 (the limit counts as within).
    Calibration calibration =
        Calibration.of(
            List.of(forecast(1, 2, 2), forecast(1, 2, -2), forecast(1, 2, 7), forecast(1, 4, 5)));

    assertThat(calibration.n()).isEqualTo(4);
    assertThat(calibration.withinOne()).isEqualTo(0.5);
    assertThat(calibration.withinTwo()).isEqualTo(0.75);
    assertThat(calibration.meanDeviation()).isEqualTo(2.5);
    // Squares 1, 9, 36, 16 make 62.
    assertThat(calibration.rootMeanSquareError()).isCloseTo(Math.sqrt(62 / 4.0), within(1e-12));
  }

  @Test
  void binsHoldTheSurestFirstAndLoseNone() {
    List<Calibration> bins =
        Calibration.byDeviation(
            List.of(
                forecast(0, 3, 0),
                forecast(0, 1, 0),
                forecast(0, 2, 0),
                forecast(0, 5, 0),
                forecast(0, 4, 0)),
            2);

    assertThat(bins).extracting(Calibration::n).containsExactly(2, 3);
    assertThat(bins).extracting(Calibration::meanDeviation).containsExactly(1.5, 4.0);
  }

  @Test
  void moreBinsThanForecastsGiveNoEmptyOnes() {
    assertThat(Calibration.byDeviation(List.of(forecast(0, 3, 0)), 5)).hasSize(1);
  }
}
