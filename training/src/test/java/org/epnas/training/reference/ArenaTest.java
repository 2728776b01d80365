package org.epnas.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.BackendException;
import org.epnas.training.backend.TypicalNetworks;
import org.epnas.training.conformance.network.ResNet;
import org.epnas.training.plan.MemoryPlan;
import org.epnas.training.plan.MemoryPlanner;
import org.epnas.training.plan.TrainingSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ArenaTest {
  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("ResNet-20", ResNet.build(3)),
        Arguments.of("separable cells", TypicalNetworks.separableCells()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void trainingNeedsAtMostATenthMoreThanWhatIsAliveAtOnce(String name, Architecture network) {
    MemoryPlan plan = new Arena(TrainingSchedule.of(Program.of(network)), 4).plan();

    assertThat(plan.bytes()).isLessThanOrEqualTo((long) (1.1 * plan.peakBytes()));
    assertThat(plan.bytes()).isLessThan((long) (0.7 * plan.totalBytes()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void inferenceNeedsAFewActivations(String name, Architecture network) {
    Program program = Program.of(network);
    MemoryPlanner planner = new MemoryPlanner();
    Map<Integer, Integer> buffers = new HashMap<>();
    for (int tensor = 0; tensor < program.tensors().size(); tensor++) {
      buffers.put(
          tensor, planner.buffer("t" + tensor, 4 * program.tensors().get(tensor).elements()));
    }
    planner.step("load", List.of(), List.of(buffers.get(Program.INPUT)));
    for (int index : TrainingSchedule.of(program).forward()) {
      Op op = program.ops().get(index);
      List<Integer> reads = op.inputs().stream().map(buffers::get).toList();
      planner.step("forward " + index, reads, List.of(buffers.get(op.output())));
    }

    MemoryPlan plan = planner.plan();

    assertThat(plan.bytes()).isLessThanOrEqualTo((long) (1.1 * plan.peakBytes()));
    assertThat(plan.bytes()).isLessThan(plan.totalBytes() / 8);
  }

  @Test
  void aBatchThatIsTooLargeIsAPreciseError() {
    TrainingSchedule schedule = TrainingSchedule.of(Program.of(ResNet.build(3)));

    assertThatThrownBy(() -> new Arena(schedule, 1_000_000))
        .isInstanceOf(BackendException.OutOfMemory.class)
        .hasMessageContaining("input (3x32x32) at batch size (1000000)")
        .hasMessageContaining("Maybe use a smaller batch or network.");
  }
}
