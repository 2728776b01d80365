package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EmbeddingTest {
  private final Parameters parameters = new Parameters();
  private final Embedding embedding =
      new Embedding(
          parameters,
          "tokens",
          new int[] {2, 3},
          4,
          0.5,
          new ScalarMath(),
          new SplittableRandom(1));

  @Test
  void sumsTheRowsOfTheFeatures() {
    float[] out = new float[5];
    embedding.add(embedding.row(0, 1), out, 1);
    embedding.add(embedding.row(1, 2), out, 1);
    // Rows 0 and 1 are those of feature 0, rows 2 to 4 those of feature 1; each is 4 wide.
    float[] values = parameters.values();
    assertThat(out[0]).isZero();
    for (int j = 0; j < 4; j++) {
      assertThat(out[1 + j]).isEqualTo(values[4 + j] + values[16 + j]);
    }
  }

  @Test
  void addsGradientsToTheRowsUsed() {
    float[] gradient = {1, 2, 3, 4};
    embedding.addGradient(embedding.row(1, 0), gradient, 0);
    embedding.addGradient(embedding.row(1, 0), gradient, 0);
    float[] expected = new float[20];
    System.arraycopy(new float[] {2, 4, 6, 8}, 0, expected, 8, 4);
    assertThat(parameters.gradients()).containsExactly(expected);
  }

  @Test
  void startsWithTheStatedDeviation() {
    Parameters many = new Parameters();
    new Embedding(
        many, "many", new int[] {1000}, 8, 0.5, new ScalarMath(), new SplittableRandom(1));
    double squares = 0;
    for (float value : many.values()) {
      squares += value * value;
    }
    assertThat(Math.sqrt(squares / many.size())).isCloseTo(0.5, within(0.01));
  }

  @Test
  void namesAValueOutsideTheVocabulary() {
    assertThatThrownBy(() -> embedding.row(1, 3))
        .hasMessageContaining("Value (3) of feature 1 of embedding (tokens) is not in 0..2");
    assertThatThrownBy(() -> embedding.row(0, -1)).hasMessageContaining("Value (-1)");
  }
}
