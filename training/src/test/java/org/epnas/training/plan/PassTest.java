package org.epnas.training.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PassTest {
  @Test
  void aStepOfBothPassesIsInEach() {
    assertThat(Pass.values()).filteredOn(Pass::training).containsExactly(Pass.TRAINING, Pass.BOTH);
    assertThat(Pass.values())
        .filteredOn(Pass::evaluation)
        .containsExactly(Pass.EVALUATION, Pass.BOTH);
  }
}
