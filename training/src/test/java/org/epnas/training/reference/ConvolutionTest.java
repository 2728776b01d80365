package org.epnas.training.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Parameter.Role;
import org.junit.jupiter.api.Test;

final class ConvolutionTest {
  private static final TensorShape THREE = new TensorShape(1, 3, 3);
  private static final double[] ONE_TO_NINE = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final double[] ONES = {1, 1, 1, 1, 1, 1, 1, 1, 1};

  private static Parameters.State weight(List<Integer> shape, double... values) {
    return OpHarness.parameter(Role.CONVOLUTION_WEIGHT, shape, values);
  }

  private static Op.Convolution op(int kernel, int stride, int padding, int dilation, int groups) {
    return new Op.Convolution(0, 1, 0, kernel, stride, padding, dilation, groups);
  }

  @Test
  void sumsTheNeighbourhoodWithZerosOutside() {
    OpHarness harness = OpHarness.unary(THREE, THREE, ONE_TO_NINE);
    Parameters.State weight = weight(List.of(1, 1, 3, 3), ONES);
    BoundOp op = harness.bind(operands -> new Convolution(op(3, 1, 1, 1, 1), operands, weight));

    // Top left: 1 + 2 + 4 + 5 = 12. Top: 1 to 6 = 21. Centre: 1 to 9 = 45.
    assertThat(harness.forward(op, true)).containsExactly(12, 21, 16, 27, 45, 33, 24, 39, 28);
  }

  @Test
  void isACrossCorrelationThatDoesNotFlipTheKernel() {
    OpHarness harness = OpHarness.unary(THREE, THREE, ONE_TO_NINE);
    Parameters.State weight = weight(List.of(1, 1, 3, 3), 0, 0, 0, 0, 0, 1, 0, 0, 0);
    BoundOp op = harness.bind(operands -> new Convolution(op(3, 1, 1, 1, 1), operands, weight));

    // The tap to the right of the centre reads the right neighbour.
    assertThat(harness.forward(op, true)).containsExactly(2, 3, 0, 5, 6, 0, 8, 9, 0);
    // So the gradient of an output goes to its right neighbour ...
    assertThat(harness.backward(op, 10, 20, 30, 40, 50, 60, 70, 80, 90))
        .containsExactly(0, 10, 20, 0, 40, 50, 0, 70, 80);
    // ... and a tap's gradient is the sum of dy * x over the pairs it connects. Centre: sum of
    // 10 * i * i = 10 * 285. Right: 10 * (1*2 + 2*3 + 4*5 + 5*6 + 7*8 + 8*9) = 1860.
    assertThat(weight.gradient()[4]).isEqualTo(2850);
    assertThat(weight.gradient()[5]).isEqualTo(1860);
  }

  @Test
  void aStrideOfTwoStartsAtTheFirstPixel() {
    TensorShape two = new TensorShape(1, 2, 2);
    OpHarness harness = OpHarness.unary(THREE, two, ONE_TO_NINE);
    Parameters.State weight = weight(List.of(1, 1, 3, 3), ONES);
    BoundOp op = harness.bind(operands -> new Convolution(op(3, 2, 1, 1, 1), operands, weight));

    assertThat(harness.forward(op, true)).containsExactly(12, 16, 24, 28);
    // Each output's gradient goes to the pixels of its window; the centre is in all four.
    assertThat(harness.backward(op, 1, 10, 100, 1000))
        .containsExactly(1, 11, 10, 101, 1111, 1010, 100, 1100, 1000);
  }

  @Test
  void aDilationOfTwoSkipsEverySecondPixel() {
    TensorShape row = new TensorShape(1, 1, 5);
    OpHarness harness = OpHarness.unary(row, row, 1, 2, 3, 4, 5);
    Parameters.State weight = weight(List.of(1, 1, 3, 3), 0, 0, 0, 1, 10, 100, 0, 0, 0);
    BoundOp op = harness.bind(operands -> new Convolution(op(3, 1, 2, 2, 1), operands, weight));

    assertThat(harness.forward(op, true)).containsExactly(310, 420, 531, 42, 53);
  }

  @Test
  void groupsSeeTheirOwnChannelsOnly() {
    // Channels 1, 2 | 3, 4 of one pixel; two outputs of each pair.
    OpHarness harness =
        OpHarness.unary(new TensorShape(4, 1, 1), new TensorShape(4, 1, 1), 1, 2, 3, 4);
    Parameters.State weight = weight(List.of(4, 2, 1, 1), 1, 10, 2, 20, 1, 10, 2, 20);
    BoundOp op = harness.bind(operands -> new Convolution(op(1, 1, 0, 1, 2), operands, weight));

    assertThat(harness.forward(op, true)).containsExactly(21, 42, 43, 86);
    // dx of channel 1: 1 * 1 + 2 * 1; of channel 3: 1 * 100 + 2 * 100.
    assertThat(harness.backward(op, 1, 1, 100, 100)).containsExactly(3, 30, 300, 3000);
    assertThat(weight.gradient()).containsExactly(1, 2, 1, 2, 300, 400, 300, 400);
  }
}
