package org.epnas.searchspaces.transformation;

import static org.assertj.core.api.Assertions.assertThat;

import org.epnas.kernel.architecture.TensorShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "4, 0",
    "6, 0",
    // 7 to 4.
    "7, 1",
    "8, 1",
    // 16 to 8 to 4, 28 to 14 to 7, 32 to 16 to 8.
    "16, 2",
    "28, 2",
    "32, 2",
    // 33 to 17 to 9 to 5, 64 to 8.
    "33, 3",
    "64, 3",
    // 224 to 112, 56, 28, 14, 7.
    "224, 5",
  })
  void halveUntilTheMapIsAtMostEightButNotBelowFour(int side, int reductions) {
    assertThat(Reductions.of(new TensorShape(3, side, side))).isEqualTo(reductions);
    assertThat(Reductions.of(new TensorShape(3, side, side + 50))).isEqualTo(reductions);
    assertThat(Reductions.of(new TensorShape(3, side + 50, side))).isEqualTo(reductions);
  }
}
