package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.epnas.training.trainer.LearningRateSchedule.Constant;
import org.epnas.training.trainer.LearningRateSchedule.Cosine;
import org.epnas.training.trainer.LearningRateSchedule.CosineRestarts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateScheduleTest {
  @ParameterizedTest
  @CsvSource({"0, 0", "0.1, 0.5", "0.2, 1", "0.4, 0.853553", "0.6, 0.5", "1, 0"})
  void cosineWarmsUpThenAnneals(double progress, double factor) {
    // (1 + cos(pi / 4)) / 2 = 0.853553 a quarter of the way down.
    assertThat(new Cosine(0.2).factor(progress)).isCloseTo(factor, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.25, 0.5", "0.5, 1", "1, 1"})
  void constantStaysAtThePeak(double progress, double factor) {
    assertThat(new Constant(0.5).factor(progress)).isEqualTo(factor);
    assertThat(new Constant(0).factor(progress)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    // Cycles of 1/7, 2/7 and 4/7: they begin at 0, 1/7 and 3/7.
    "0, 1",
    "0.0714286, 0.5",
    "0.1428572, 1",
    "0.2857143, 0.5",
    "0.4285715, 1",
    "0.7142857, 0.5",
    "1, 0"
  })
  void restartsGrowByTheirFactor(double progress, double factor) {
    assertThat(new CosineRestarts(0, 3, 2).factor(progress)).isCloseTo(factor, within(1e-5));
  }

  @Test
  void oneCycleIsTheCosine() {
    for (double progress = 0; progress <= 1; progress += 0.05) {
      assertThat(new CosineRestarts(0.1, 1, 2).factor(progress))
          .isCloseTo(new Cosine(0.1).factor(progress), within(1e-12));
    }
  }

  @Test
  void refusesImpossibleValues() {
    assertThatThrownBy(() -> new Cosine(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Warm-up (1.0)");
    assertThatThrownBy(() -> new CosineRestarts(0, 0, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cosine restarts with 0 cycles");
  }
}
