package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaskedSoftmaxTest {
  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  @Test
  void computesADistributionByHand() {
    float[] row = {99, (float) Math.log(1), (float) Math.log(3), 99};
    BitSet valid = BitSet.valueOf(new long[] {0b0110});
    MaskedSoftmax.forward(row, 0, 4, valid);
    assertThat(row[0]).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(row[1]).isCloseTo((float) Math.log(0.25), within(1e-6f));
    assertThat(row[2]).isCloseTo((float) Math.log(0.75), within(1e-6f));
    // H = -(1/4 ln 1/4 + 3/4 ln 3/4) = 0.562335 nats
    assertThat(MaskedSoftmax.entropy(row, 0, valid)).isCloseTo(0.562335, within(1e-6));
    assertThat(MaskedSoftmax.sample(row, 0, valid, 0.2499)).isEqualTo(1);
    assertThat(MaskedSoftmax.sample(row, 0, valid, 0.2501)).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void neverSamplesAnInvalidOrImpossibleValue(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 1 + random.nextInt(40);
    BitSet valid = randomMask(n, random);
    float[] row = new float[n + 2];
    for (int j = 0; j < row.length; j++) {
      // Differences of up to 400: many probabilities underflow to 0.
      row[j] = (float) (400 * random.nextDouble() - 200);
    }
    MaskedSoftmax.forward(row, 1, n, valid);
    for (int draw = 0; draw < 100; draw++) {
      int value = MaskedSoftmax.sample(row, 1, valid, random.nextDouble());
      assertThat(valid.get(value)).isTrue();
      assertThat(Math.exp(row[1 + value])).isPositive();
    }
    assertThat(valid.get(MaskedSoftmax.sample(row, 1, valid, Math.nextDown(1.0)))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void gradientIsThatOfLogProbabilityAndEntropy(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 2 + random.nextInt(10);
    BitSet valid = randomMask(n, random);
    valid.set(0, 2);
    int chosen = valid.nextSetBit(random.nextInt(valid.length()));
    float[] logits = RandomArrays.uniform(n, random);
    float[] gradients = logits.clone();
    MaskedSoftmax.forward(gradients, 0, n, valid);
    MaskedSoftmax.backward(gradients, 0, n, valid, chosen, 1.3, -0.7);
    GradientCheck.array(
        "logits",
        logits,
        0,
        n,
        gradients,
        () -> {
          float[] row = logits.clone();
          MaskedSoftmax.forward(row, 0, n, valid);
          return 1.3 * row[chosen] - 0.7 * MaskedSoftmax.entropy(row, 0, valid);
        });
  }

  @Test
  void aSingleValidValueIsCertainAndHasNoGradient() {
    float[] row = {5, -3, 5};
    BitSet valid = BitSet.valueOf(new long[] {0b010});
    MaskedSoftmax.forward(row, 0, 3, valid);
    assertThat(row[1]).isZero();
    assertThat(MaskedSoftmax.entropy(row, 0, valid)).isZero();
    MaskedSoftmax.backward(row, 0, 3, valid, 1, 2, 3);
    assertThat(row).containsExactly(0, 0, 0);
  }

  @Test
  void rejectsValuesBeyondTheRow() {
    BitSet valid = BitSet.valueOf(new long[] {0b1000});
    assertThatThrownBy(() -> MaskedSoftmax.forward(new float[3], 0, 3, valid))
        .hasMessageContaining("{3}")
        .hasMessageContaining("0..2");
    assertThatThrownBy(() -> MaskedSoftmax.forward(new float[3], 0, 3, new BitSet()))
        .hasMessageContaining("{}");
  }

  private static BitSet randomMask(int n, SplittableRandom random) {
    BitSet valid = new BitSet();
    valid.set(random.nextInt(n));
    for (int j = 0; j < n; j++) {
      valid.set(j, valid.get(j) || random.nextBoolean());
    }
    return valid;
  }
}
