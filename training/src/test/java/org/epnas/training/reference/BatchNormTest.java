package org.epnas.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Parameter.Role;
import org.junit.jupiter.api.Test;

final class BatchNormTest {
  private static final TensorShape PIXEL = new TensorShape(1, 1, 1);

  private final BatchNorm.NormParameters parameters =
      new BatchNorm.NormParameters(
          OpHarness.parameter(Role.SCALE, List.of(1), 2),
          OpHarness.parameter(Role.SHIFT, List.of(1), 0.5),
          OpHarness.parameter(Role.RUNNING_MEAN, List.of(1), 1),
          OpHarness.parameter(Role.RUNNING_VARIANCE, List.of(1), 4));

  private final OpHarness harness = OpHarness.unary(PIXEL, PIXEL, 1, 2, 3, 6);
  private final BoundOp op = harness.bind(operands -> new BatchNorm(operands, parameters));

  @Test
  void trainingUsesTheBatchAndMovesTheRunningStatistics() {
    // Mean 3; deviations -2, -1, 0, 3; biased variance 14 / 4 = 3.5, unbiased 14 / 3.
    float unit = (float) (2 / Math.sqrt(3.5 + 1e-5));

    assertThat(harness.forward(op, true))
        .containsExactly(
            new float[] {0.5f - 2 * unit, 0.5f - unit, 0.5f, 0.5f + 3 * unit}, within(1e-6f));
    assertThat(parameters.runningMean().values())
        .containsExactly(new float[] {0.9f * 1 + 0.1f * 3}, within(1e-6f));
    assertThat(parameters.runningVariance().values())
        .containsExactly(new float[] {0.9f * 4 + 0.1f * 14 / 3}, within(1e-6f));
  }

  @Test
  void evaluationUsesTheRunningStatistics() {
    // (x - 1) / sqrt(4) * 2 + 0.5 = x - 0.5.
    assertThat(harness.forward(op, false))
        .containsExactly(new float[] {0.5f, 1.5f, 2.5f, 5.5f}, within(1e-5f));
    assertThat(parameters.runningMean().values()).containsExactly(1);
    assertThat(parameters.runningVariance().values()).containsExactly(4);
  }

  @Test
  void backwardTakesOutTheMeanAndTheSlope() {
    harness.forward(op, true);

    float[] dx = harness.backward(op, 1, 0, 0, 0);

    // dshift = 1, dscale = -2 / sqrt(3.5), and
    // dx = 2 / sqrt(3.5) * (dy - 1/4 - (x - 3) * (-2) / 3.5 / 4), x - 3 = -2, -1, 0, 3.
    double deviation = Math.sqrt(3.5 + 1e-5);
    assertThat(parameters.shift().gradient()).containsExactly(1);
    assertThat(parameters.scale().gradient())
        .containsExactly(new float[] {(float) (-2 / deviation)}, within(1e-6f));
    double[] centred = {-2, -1, 0, 3};
    for (int i = 0; i < 4; i++) {
      double dy = i == 0 ? 1 : 0;
      double expected = 2 / deviation * (dy - 0.25 + centred[i] * 2 / 3.5 / 4);
      assertThat(dx[i]).isCloseTo((float) expected, within(1e-5f));
    }
  }
}
