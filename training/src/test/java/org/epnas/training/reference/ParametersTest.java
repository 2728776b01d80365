package org.epnas.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.program.Parameter;
import org.epnas.kernel.program.Parameter.Role;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Executable.StepOptions;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.plan.ParameterGroups.Group;
import org.epnas.training.plan.TrainingSchedule;
import org.junit.jupiter.api.Test;

final class ParametersTest {
  private final Parameters parameters = new Parameters(TrainingSchedule.of(program()));

  /** Parameters 0 dense weight (1, 1) and 1 bias (1). */
  private static Program program() {
    ProgramBuilder net = new ProgramBuilder(1, 1, 1);
    net.dense(ProgramBuilder.IMAGE, 1);
    return net.build();
  }

  @Test
  void updatesWithNesterovMomentumAndDecaysWeightsOnly() {
    for (int parameter = 0; parameter < 2; parameter++) {
      parameters.get(parameter).values()[0] = 1;
      parameters.get(parameter).gradient()[0] = 0.5f;
    }
    StepOptions options = new StepOptions(0.1, 0.9, 0.2, 0);

    parameters.update(options);

    // Bias: g = 0.5, v = 0.5, w = 1 - 0.1 * (0.5 + 0.9 * 0.5) = 0.905.
    assertThat(parameters.get(1).values()[0]).isCloseTo(0.905f, within(1e-6f));
    // Weight: g = 0.5 + 0.2 * 1 = 0.7, v = 0.7, w = 1 - 0.1 * (0.7 + 0.63) = 0.867.
    assertThat(parameters.get(0).values()[0]).isCloseTo(0.867f, within(1e-6f));

    parameters.update(options);

    // Bias: v = 0.9 * 0.5 + 0.5 = 0.95, w = 0.905 - 0.1 * (0.5 + 0.9 * 0.95) = 0.7695.
    assertThat(parameters.get(1).values()[0]).isCloseTo(0.7695f, within(1e-6f));
  }

  @Test
  void whatGetsNoGradientStays() {
    // Nothing reads the normalisation: parameters 0 scale, 1 shift, 2 and 3 statistics; 4 weight.
    ProgramBuilder net = new ProgramBuilder(1, 1, 1);
    net.batchNorm(ProgramBuilder.IMAGE);
    net.dense(ProgramBuilder.IMAGE, 1);
    Parameters partly = new Parameters(TrainingSchedule.of(net.build()));
    partly.get(0).values()[0] = 1;
    partly.get(4).values()[0] = 1;

    partly.update(new StepOptions(0.1, 0.9, 0.2, 0));

    assertThat(partly.get(0).values()).containsExactly(1);
    assertThat(partly.get(0).gradient()).isEmpty();
    // g = v = 0.2 * 1, w = 1 - 0.1 * (0.2 + 0.9 * 0.2) = 0.962.
    assertThat(partly.get(4).values()[0]).isCloseTo(0.962f, within(1e-6f));
  }

  @Test
  void runningStatisticsHaveNoGradientMemory() {
    Parameters.State statistic =
        Parameters.State.of(
            new Parameter("norm/mean", List.of(8), Role.RUNNING_MEAN), Group.UNTRAINED);

    assertThat(statistic.bytes()).isEqualTo(8 * 4);
  }
}
