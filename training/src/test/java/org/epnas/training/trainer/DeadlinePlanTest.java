package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlinePlanTest {
  private record EndsIn(Duration left) implements StopSignal {
    @Override
    public Optional<Reason> reason() {
      return Optional.empty();
    }

    @Override
    public Optional<Duration> timeLeft() {
      return Optional.of(left);
    }
  }

  private static DeadlinePlan ten(Duration left) {
    return new DeadlinePlan(EpochPlan.of(10), new EndsIn(left));
  }

  /** Two epochs took 20 seconds: 10 each, and validation 1.5. */
  @ParameterizedTest
  @CsvSource({"200, 8", "90, 8", "50, 4", "24, 2", "12, 1", "10, 0", "0, 0"})
  void takesTheEpochsThatFitBeforeTheEnd(int secondsLeft, int epochs) {
    assertThat(ten(Duration.ofSeconds(secondsLeft)).remaining(2, 20)).isEqualTo(epochs);
  }

  @Test
  void doesNotGuessBeforeAnEpochWasTimed() {
    assertThat(ten(Duration.ofSeconds(1)).remaining(0, 0)).isEqualTo(10);
  }

  @Test
  void keepsThePlanWhereNothingEndsIt() {
    DeadlinePlan plan = new DeadlinePlan(EpochPlan.of(10), StopSignal.NEVER);

    assertThat(plan.remaining(2, 1e6)).isEqualTo(8);
  }
}
