package org.epnas.training.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.epnas.training.conformance.network.ProgramBuilder.IMAGE;

import java.util.Set;
import org.epnas.kernel.program.Program;
import org.epnas.training.backend.Backend.CompileOptions;
import org.epnas.training.conformance.network.ProgramBuilder;
import org.junit.jupiter.api.Test;

final class OpDescriptionTest {
  private final Program program = program();
  private final String origin = program.origins().get(1);

  private static Program program() {
    ProgramBuilder net = new ProgramBuilder(3, 8, 8);
    net.dense(net.globalPool(net.convolution(IMAGE, 4, 3)), 10);
    return net.build();
  }

  @Test
  void aStepIsNamedByWhatItDoesAndItsOp() {
    assertThat(OpDescription.step("forward", program, 1))
        .isEqualTo("forward GlobalAveragePool of (%s), op 1".formatted(origin));
  }

  @Test
  void aFailureNamesOpShapesBatchDeviceReasonAndAWayOut() {
    Device device = new Device("gpu1", "any", Set.of(Precision.FP32), 1);
    CompileOptions options = new CompileOptions(device, 16, Precision.FP32, 1, true, false, 0);

    assertThat(OpDescription.failure(program, 1, options, new IllegalStateException("no kernel")))
        .isEqualTo(
            "GlobalAveragePool of (%s), op 1 (4x8x8 -> 4x1x1) at batch (16) cannot run on (gpu1): no kernel. Maybe use another kernel, group or channel count."
                .formatted(origin));
  }
}
