package org.epnas.training.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.training.backend.Executable.BatchResult;
import org.junit.jupiter.api.Test;

final class SoftmaxCrossEntropyTest {
  private static final TensorShape TWO_CLASSES = new TensorShape(2, 1, 1);

  /** Probabilities (1/4, 3/4), then (1/2, 1/2). */
  private final Tensor logits = OpHarness.tensor(TWO_CLASSES, 2);

  private final SoftmaxCrossEntropy loss = new SoftmaxCrossEntropy(logits);

  SoftmaxCrossEntropyTest() {
    OpHarness.fill(logits, 5, 5 + Math.log(3), 0, 0);
  }

  @Test
  void isTheMeanNegativeLogarithmAndTheFirstOfEqualLogitsWins() {
    double expected = (Math.log(4) + Math.log(2)) / 2;

    BatchResult result = loss.evaluate(new int[] {0, 0}, 2, 0);

    assertThat(result.loss()).isCloseTo(expected, within(1e-6));
    assertThat(result.correct()).isEqualTo(1);
    assertThat(loss.evaluate(new int[] {1, 1}, 2, 0).correct()).isEqualTo(1);
  }

  @Test
  void smoothingSpreadsATheTargetEvenly() {
    // Target (0.9, 0.1) with smoothing 0.2 and two classes.
    double expected = 0.9 * Math.log(4) + 0.1 * Math.log(4.0 / 3);

    assertThat(loss.evaluate(new int[] {0}, 1, 0.2).loss()).isCloseTo(expected, within(1e-6));
  }

  @Test
  void theGradientIsProbabilityMinusTargetOverTheBatch() {
    Tensor gradient = OpHarness.tensor(TWO_CLASSES, 2);

    loss.backward(new int[] {0, 1}, 2, 0, gradient);

    assertThat(Arrays.copyOfRange(gradient.values(), 3, 7))
        .containsExactly(new float[] {-0.375f, 0.375f, 0.25f, -0.25f}, within(1e-6f));
  }

  @Test
  void hugeLogitsDoNotOverflowAndNaNShows() {
    OpHarness.fill(logits, 3e38, -3e38, Double.NaN, 0);

    assertThat(loss.evaluate(new int[] {0}, 1, 0).loss()).isZero();
    assertThat(loss.evaluate(new int[] {0, 0}, 2, 0).loss()).isNaN();
  }
}
