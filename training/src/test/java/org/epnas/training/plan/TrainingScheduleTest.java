package org.epnas.training.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.training.conformance.network.ProgramBuilder.IMAGE;
import static org.epnas.training.plan.BackwardStep.Write.ACCUMULATE;
import static org.epnas.training.plan.BackwardStep.Write.OVERWRITE;
import static org.epnas.training.plan.BackwardStep.Write.SKIP;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.epnas.training.plan.BackwardStep.InputGradient;
import org.junit.jupiter.api.Test;

final class TrainingScheduleTest {
  private final ProgramBuilder net = new ProgramBuilder(3, 8, 8);

  @Test
  void backwardIsForwardReversedAndTheImageNeedsNoGradient() {
    int conv = net.convolution(IMAGE, 4, 3);
    int norm = net.batchNorm(conv);
    int relu = net.activate(norm, Activation.RELU);
    int pool = net.globalPool(relu);
    net.dense(pool, 10);

    TrainingSchedule schedule = TrainingSchedule.of(net.build());

    assertThat(schedule.forward()).containsExactly(0, 1, 2, 3, 4);
    assertThat(schedule.backward())
        .containsExactly(
            new BackwardStep(4, List.of(pool), List.of(new InputGradient(pool, OVERWRITE))),
            new BackwardStep(3, List.of(), List.of(new InputGradient(relu, OVERWRITE))),
            new BackwardStep(2, List.of(relu), List.of(new InputGradient(norm, OVERWRITE))),
            new BackwardStep(1, List.of(conv), List.of(new InputGradient(conv, OVERWRITE))),
            new BackwardStep(0, List.of(IMAGE), List.of(new InputGradient(IMAGE, SKIP))));
    assertThat(schedule.hasGradient(IMAGE)).isFalse();
    assertThat(schedule.hasGradient(conv)).isTrue();
    // Convolution weight, scale, shift, (not the running mean and variance,) dense weight and bias.
    assertThat(schedule.trained()).containsExactly(0, 1, 2, 5, 6);
  }

  @Test
  void theFirstContributionAtAFanOutOverwritesAndLaterOnesAccumulate() {
    int conv = net.convolution(IMAGE, 4, 1);
    int pooled = net.averagePool(conv, 3, 1);
    int twice = net.sum(conv, conv, pooled);
    net.dense(net.globalPool(twice), 10);

    TrainingSchedule schedule = TrainingSchedule.of(net.build());

    // Backward meets the addition first, then the pooling.
    assertThat(schedule.backward().get(2).gradients())
        .containsExactly(
            new InputGradient(conv, OVERWRITE),
            new InputGradient(conv, ACCUMULATE),
            new InputGradient(pooled, OVERWRITE));
    assertThat(schedule.backward().get(3).gradients())
        .containsExactly(new InputGradient(conv, ACCUMULATE));
    assertThat(schedule.readers(conv)).containsExactly(1, 2, 2);
  }

  @Test
  void nothingBeforeTheFirstTrainedOpIsDifferentiated() {
    int pooled = net.maxPool(IMAGE, 3, 2);
    int conv = net.convolution(pooled, 4, 1);
    int both = net.concat(pooled, conv);
    net.dense(net.globalPool(both), 10);

    TrainingSchedule schedule = TrainingSchedule.of(net.build());

    assertThat(schedule.backward()).extracting(BackwardStep::op).containsExactly(4, 3, 2, 1);
    assertThat(schedule.backward().get(2).gradients())
        .containsExactly(new InputGradient(pooled, SKIP), new InputGradient(conv, OVERWRITE));
  }

  @Test
  void deadBranchesAreLeftOut() {
    int conv = net.convolution(IMAGE, 4, 1);
    int dead = net.convolution(conv, 4, 3);
    net.batchNorm(dead);
    net.dense(net.globalPool(conv), 10);

    TrainingSchedule schedule = TrainingSchedule.of(net.build());

    assertThat(schedule.forward()).containsExactly(0, 3, 4);
    // The first convolution's weight, dense weight and bias; not weight 1 nor batch norm's 2 to 5.
    assertThat(schedule.trained()).containsExactly(0, 6, 7);
    assertThat(schedule.readers(conv)).containsExactly(3);
  }

  @Test
  void aProgramWithoutParametersHasNoBackwardPass() {
    net.globalPool(IMAGE);

    TrainingSchedule schedule = TrainingSchedule.of(net.build());

    assertThat(schedule.forward()).containsExactly(0);
    assertThat(schedule.backward()).isEmpty();
    assertThat(schedule.trained()).isEmpty();
  }
}
