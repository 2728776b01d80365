package org.epnas.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.training.conformance.network.ProgramBuilder.IMAGE;

import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.plan.ParameterGroups.Group;
import org.junit.jupiter.api.Test;

final class ParameterGroupsTest {
  private final ProgramBuilder net = new ProgramBuilder(3, 8, 8);

  @Test
  void weightsDecayScalesAndBiasesDoNotAndRunningStatisticsAreNotTrained() {
    // Parameters: 0 weight; 1 scale, 2 shift, 3 running mean, 4 running variance; 5 weight, 6 bias.
    int norm = net.batchNorm(net.convolution(IMAGE, 4, 3));
    net.dense(net.globalPool(norm), 10);

    ParameterGroups groups = ParameterGroups.of(TrainingSchedule.of(net.build()));

    assertThat(groups.decayed()).containsExactly(0, 5);
    assertThat(groups.undecayed()).containsExactly(1, 2, 6);
    assertThat(groups.untrained()).containsExactly(3, 4);
    assertThat(groups.of(5)).isEqualTo(Group.DECAYED);
    assertThat(groups.of(6)).isEqualTo(Group.UNDECAYED);
    assertThat(groups.of(3)).isEqualTo(Group.UNTRAINED);
    assertThat(Group.UNTRAINED.trained()).isFalse();
  }

  @Test
  void theWeightOfAnOpThatTheLogitsDoNotDependOnIsNotTrained() {
    net.convolution(IMAGE, 4, 3); // parameter 0, read by nobody
    net.dense(net.globalPool(net.convolution(IMAGE, 4, 3)), 10); // parameters 2 and 3; 1

    ParameterGroups groups = ParameterGroups.of(TrainingSchedule.of(net.build()));

    assertThat(groups.untrained()).containsExactly(0);
    assertThat(groups.decayed()).containsExactly(1, 2);
    assertThat(groups.undecayed()).containsExactly(3);
  }
}
