package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.epnas.policy.schedule.ScheduleConfig;
import org.junit.jupiter.api.Test;

class EpnasConfigTest {
  @Test
  void refusesSettingsThatMakeNoSenseAndSaysWhatWould() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExplorationConfig(4, 8, 1, 0.1, 4, 2, 0.1, 8, 0.05, 1))
        .withMessage("EPNAS exploration trained (1) must be at least 2. Maybe use 4.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExplorationConfig(4, 8, 4, 0, 4, 2, 0.1, 8, 0.05, 1))
        .withMessage("EPNAS exploration held-out share (0.0) must be in (0, 1). Maybe use 0.125.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CreditConfig(0.5, 1, 3))
        .withMessage("EPNAS credit average decay (1.0) must be in [0, 1). Maybe use 0.5.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScheduleConfig(0.05, 1, 0.25, 3))
        .withMessage("Schedule halving factor (1) must be at least 2. Maybe use 4.");
  }

  @Test
  void transformationsChangeLinearlyUntilTheFinalPhase() {
    ExplorationConfig config = new ExplorationConfig(4, 8, 4, 0.1, 5, 1, 0.1, 8, 0.05, 1);

    assertThat(config.transformations(0)).isEqualTo(5);
    assertThat(config.transformations(0.5)).isEqualTo(3);
    assertThat(config.transformations(1)).isEqualTo(1);
    assertThat(config.transformations(1.3)).isEqualTo(1);
  }
}
