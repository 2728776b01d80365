package org.epnas.training.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.junit.jupiter.api.Test;

final class PoolingTest {
  private static final TensorShape THREE = new TensorShape(1, 3, 3);
  private static final TensorShape TWO = new TensorShape(1, 2, 2);

  @Test
  void maxPoolTakesTheFirstMaximumAndNeverThePadding() {
    OpHarness harness = OpHarness.unary(THREE, TWO, -5, -1, -3, -1, -4, -4, -7, -8, -9);
    BoundOp op = harness.bind(operands -> new MaxPool(new Op.MaxPool(0, 1, 3, 2, 1), operands));

    // Windows of 2x2 inside: {-5, -1, -1, -4}, {-1, -3, -4, -4}, {-1, -4, -7, -8}, {-4, -4, -8,
    // -9}.
    assertThat(harness.forward(op, true)).containsExactly(-1, -1, -1, -4);
    // The first and second window's maximum is the upper -1, the third's the left one, the fourth's
    // the centre.
    assertThat(harness.backward(op, 1, 10, 100, 1000))
        .containsExactly(0, 11, 0, 100, 1000, 0, 0, 0, 0);
  }

  @Test
  void averagePoolDividesByTheValuesInside() {
    OpHarness harness = OpHarness.unary(THREE, THREE, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    BoundOp op =
        harness.bind(operands -> new AveragePool(new Op.AveragePool(0, 1, 3, 1, 1), operands));

    // Corner (1 + 2 + 4 + 5) / 4 = 3, edge 21 / 6 = 3.5, centre 45 / 9 = 5.
    assertThat(harness.forward(op, true)).containsExactly(3, 3.5f, 4, 4.5f, 5, 5.5f, 6, 6.5f, 7);
    // 36 at the first corner goes to 4 values, 9 each; 36 at the centre to all nine, 4 each.
    assertThat(harness.backward(op, 36, 0, 0, 0, 36, 0, 0, 0, 0))
        .containsExactly(13, 13, 4, 13, 13, 4, 4, 4, 4);
  }

  @Test
  void globalPoolIsTheMeanOfEachChannel() {
    OpHarness harness =
        OpHarness.unary(new TensorShape(2, 1, 2), new TensorShape(2, 1, 1), 1, 3, 10, 30);
    BoundOp op = harness.bind(GlobalAveragePool::new);

    assertThat(harness.forward(op, true)).containsExactly(2, 20);
    assertThat(harness.backward(op, 4, 6)).containsExactly(2, 2, 3, 3);
  }
}
