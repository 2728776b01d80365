package org.epnas.policy.epnas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.epnas.policy.bo.ExplorationConfig;
import org.epnas.policy.schedule.ScheduleConfig;
import org.junit.jupiter.api.Test;

class EpnasConfigTest {
  @Test
  void refusesSettingsThatMakeNoSenseAndSaysWhatWould() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExplorationConfig(128, 5, 3, 2, 0, 0.125, 20, 10, 8, 2, 64))
        .withMessage("EPNAS exploration parents (0) must be at least 1. Maybe use 10.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ExplorationConfig(128, 5, 3, 2, 10, 0, 20, 10, 8, 2, 64))
        .withMessage("EPNAS exploration held-out share (0.0) must be in (0, 1). Maybe use 0.125.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CreditConfig(4, 0, 3))
        .withMessage("EPNAS credit updates (0) must be at least 1. Maybe use 4.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ScheduleConfig(0.05, 1, 0.25, 3))
        .withMessage("Schedule halving factor (1) must be at least 2. Maybe use 4.");
  }

  @Test
  void thePoolGrowsWithTheSlots() {
    assertThat(ExplorationConfig.DEFAULT.candidates(1)).isEqualTo(128);
    assertThat(ExplorationConfig.DEFAULT.candidates(4)).isEqualTo(128);
    assertThat(ExplorationConfig.DEFAULT.candidates(64)).isEqualTo(64 * 32);
  }
}
