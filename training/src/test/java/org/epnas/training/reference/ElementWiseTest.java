package org.epnas.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.epnas.kernel.architecture.Activation;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.kernel.program.Op;
import org.epnas.kernel.program.Parameter.Role;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;

final class ElementWiseTest {
  private static final TensorShape FOUR = new TensorShape(4, 1, 1);

  private static OpHarness four(double... x) {
    return OpHarness.unary(FOUR, FOUR, x);
  }

  @Test
  void reluKeepsThePositive() {
    OpHarness harness = four(-1, 0, 2, 8);
    BoundOp op = harness.bind(operands -> new Activate(operands, Activation.RELU));

    assertThat(harness.forward(op, true)).containsExactly(0, 0, 2, 8);
    assertThat(harness.backward(op, 1, 2, 3, 4)).containsExactly(0, 0, 3, 4);
  }

  @Test
  void relu6AlsoCutsAtSix() {
    OpHarness harness = four(-1, 3, 6, 8);
    BoundOp op = harness.bind(operands -> new Activate(operands, Activation.RELU6));

    assertThat(harness.forward(op, true)).containsExactly(0, 3, 6, 6);
    assertThat(harness.backward(op, 1, 2, 3, 4)).containsExactly(0, 2, 0, 0);
  }

  @Test
  void swishIsXTimesItsSigmoid() {
    // sigmoid(ln 3) = 3 / 4; at 0 the derivative is 1 / 2.
    double ln3 = Math.log(3);
    OpHarness harness = four(0, ln3, -ln3, 100);
    BoundOp op = harness.bind(operands -> new Activate(operands, Activation.SWISH));

    assertThat(harness.forward(op, true))
        .containsExactly(
            new float[] {0, (float) (0.75 * ln3), (float) (-0.25 * ln3), 100}, within(1e-6f));
    // s * (1 + x * (1 - s)) = 3/4 + 3/16 ln 3, and 1/4 - 3/16 ln 3 on the other side.
    assertThat(harness.backward(op, 1, 1, 1, 1))
        .containsExactly(
            new float[] {0.5f, (float) (0.75 + 0.1875 * ln3), (float) (0.25 - 0.1875 * ln3), 1},
            within(1e-6f));
  }

  @Test
  void dropoutKeepsWhereTheUniformNumberReachesTheRate() {
    OpHarness harness = OpHarness.unary(FOUR, FOUR, 1, 2, 3, 4, 5, 6, 7, 8);
    BoundOp op =
        harness.bind(operands -> new Dropout(new Op.Dropout(0, 1, 0.5, 3), operands, 2, 11));
    float[] uniforms = new float[8];
    RandomStream.fillUniform(uniforms, 0, 8, 11, Purpose.DROPOUT, 3, 0);
    float[] expected = new float[8];
    float[] gradient = new float[8];
    for (int i = 0; i < 8; i++) {
      expected[i] = uniforms[i] >= 0.5f ? 2 * (i + 1) : 0;
      gradient[i] = uniforms[i] >= 0.5f ? 2 : 0;
    }

    assertThat(harness.forward(op, true)).containsExactly(expected);
    assertThat(harness.backward(op, 1, 1, 1, 1, 1, 1, 1, 1)).containsExactly(gradient);
    assertThat(harness.forward(op, false)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void addSumsAndGivesEachInputTheGradient() {
    Tensor a = OpHarness.tensor(FOUR, 1);
    Tensor b = OpHarness.tensor(FOUR, 1);
    OpHarness.fill(a, 1, 2, 3, 4);
    OpHarness.fill(b, 10, 20, 30, 40);
    OpHarness harness = OpHarness.of(1, List.of(a, b, a), FOUR);
    BoundOp op = harness.bind(Add::new);

    assertThat(harness.forward(op, true)).containsExactly(12, 24, 36, 48);
    assertThat(harness.backward(op, 5, 6, 7, 8))
        .containsExactly(5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8);
  }

  @Test
  void concatPutsTheChannelsOfEachImageOneAfterAnother() {
    Tensor one = OpHarness.tensor(new TensorShape(1, 1, 1), 2);
    Tensor two = OpHarness.tensor(new TensorShape(2, 1, 1), 2);
    OpHarness.fill(one, 1, 2);
    OpHarness.fill(two, 10, 11, 20, 21);
    OpHarness harness = OpHarness.of(2, List.of(one, two), new TensorShape(3, 1, 1));
    BoundOp op = harness.bind(Concat::new);

    assertThat(harness.forward(op, true)).containsExactly(1, 10, 11, 2, 20, 21);
    assertThat(harness.backward(op, 1, 2, 3, 4, 5, 6)).containsExactly(1, 4, 2, 3, 5, 6);
  }

  @Test
  void denseIsAMatrixProductWithBias() {
    OpHarness harness =
        OpHarness.unary(new TensorShape(2, 1, 1), new TensorShape(2, 1, 1), 1, 2, 3, 4);
    Parameters.State weight =
        OpHarness.parameter(Role.DENSE_WEIGHT, List.of(2, 2), 1, 10, 100, 1000);
    Parameters.State bias = OpHarness.parameter(Role.BIAS, List.of(2), 0.5, -1);
    BoundOp op = harness.bind(operands -> new Dense(operands, weight, bias));

    assertThat(harness.forward(op, true)).containsExactly(21.5f, 2099, 43.5f, 4299);
    // dx = W^T dy: (1 + 100 * 2, 10 + 1000 * 2), then (3 + 100 * 4, 30 + 1000 * 4).
    assertThat(harness.backward(op, 1, 2, 3, 4)).containsExactly(201, 2010, 403, 4030);
    // dW = sum of dy x^T: (1*1 + 3*3, 1*2 + 3*4), (2*1 + 4*3, 2*2 + 4*4).
    assertThat(weight.gradient()).containsExactly(10, 14, 14, 20);
    assertThat(bias.gradient()).containsExactly(4, 6);
  }
}
