package org.epnas.app.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Optional;
import org.epnas.training.trainer.EpochReport;
import org.junit.jupiter.api.Test;

final class TrainingClockTest {
  private long nanos = 3;

  private TrainingClock clock(Optional<Duration> budget) {
    return new TrainingClock(budget, () -> nanos);
  }

  private void pass(int seconds) {
    nanos += seconds * 1_000_000_000L;
  }

  private static EpochReport epoch(int epoch, int epochs, double seconds) {
    return new EpochReport(epoch, epochs, 1, 0.5, 0.1, 100, seconds);
  }

  @Test
  void aTimeBudgetCountsDownWhateverTheEpochsAre() {
    TrainingClock clock = clock(Optional.of(Duration.ofMinutes(10)));
    pass(20);
    assertThat(clock.left()).hasValue(Duration.ofSeconds(580));

    // The 20 s were spent on finding the speed. 20 epochs were planned, of which 6 will fit.
    pass(100);
    clock.epochEnded(epoch(1, 20, 100));
    assertThat(clock.left()).hasValue(Duration.ofSeconds(500));
    pass(50);
    assertThat(clock.left()).hasValue(Duration.ofSeconds(450));
    assertThat(clock.fraction()).isCloseTo(0.25, within(1e-9));

    pass(1000);
    assertThat(clock.left()).hasValue(Duration.ZERO);
  }

  @Test
  void epochsAreReckonedByTheMeanOfTheFinishedOnes() {
    TrainingClock clock = clock(Optional.empty());
    pass(30);
    assertThat(clock.left()).isEmpty();
    assertThat(clock.fraction()).isZero();

    // 10 s of preparation do not count: 2 epochs in 40 s.
    clock.epochEnded(epoch(1, 5, 20));
    pass(20);
    clock.epochEnded(epoch(2, 5, 40));
    assertThat(clock.left()).hasValue(Duration.ofSeconds(60));
    pass(15);
    assertThat(clock.left()).hasValue(Duration.ofSeconds(45));
    assertThat(clock.fraction()).isCloseTo(0.55, within(1e-9));
  }

  @Test
  void nothingIsLeftAfterTheLastEpoch() {
    TrainingClock clock = clock(Optional.of(Duration.ofSeconds(100)));
    pass(80);
    clock.epochEnded(epoch(4, 4, 80));

    assertThat(clock.left()).hasValue(Duration.ZERO);
    assertThat(clock.fraction()).isEqualTo(1);
  }
}
