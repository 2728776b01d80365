package org.epnas.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome.Reason;
import org.epnas.training.trainer.DeviceOccupancy.Permit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeviceOccupancyTest {
  private final DeviceOccupancy occupancy = new DeviceOccupancy();

  private static StopSignal givenUpWhen(AtomicBoolean hangs) {
    return new StopSignal() {
      @Override
      public Optional<Reason> reason() {
        return Optional.empty();
      }

      @Override
      public boolean givenUp() {
        return hangs.get();
      }
    };
  }

  /** Its permit is never closed: without this, nobody could ever be alone again. */
  @Test
  void nobodyWaitsForACandidateThatWasGivenUp() {
    AtomicBoolean hangs = new AtomicBoolean();
    Permit zombie = occupancy.enter(givenUpWhen(hangs));
    hangs.set(true);

    try (Permit alone = occupancy.enterAlone(StopSignal.NEVER)) {
      assertThat(alone.most()).isEqualTo(1);
    }
    zombie.close();
  }

  @Test
  void whoWantsToBeAloneWaitsForTheOthersAndHearsTheStopSignal() {
    try (Permit _ = occupancy.enter(StopSignal.NEVER)) {
      assertThatThrownBy(() -> occupancy.enterAlone(() -> Optional.of(Reason.CANCELLED)))
          .isInstanceOf(TrainingFailedException.class)
          .hasMessageContaining("waited for other candidates");
    }
  }
}
