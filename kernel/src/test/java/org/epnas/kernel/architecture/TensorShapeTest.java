package org.epnas.kernel.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorShapeTest {
  @ParameterizedTest
  @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, -1"})
  void refusesEmptyShapes(int channels, int height, int width) {
    assertThatExceptionOfType(InvalidArchitectureException.class)
        .isThrownBy(() -> new TensorShape(channels, height, width))
        .withMessageStartingWith(
            "Shape (%dx%dx%d) has a dimension below 1".formatted(channels, height, width));
  }

  @Test
  void countsBeyondTheRangeOfInt() {
    assertThat(new TensorShape(1 << 16, 1 << 16, 2).elements()).isEqualTo(1L << 33);
  }
}
