package org.epnas.searchspaces.transformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactorTest {
  @ParameterizedTest
  @CsvSource({
    // 64 * 3 / 4 = 48 and 64 * 4 / 3 = 85.3, nearest 80.
    "64, HALF, 32",
    "64, THREE_QUARTERS, 48",
    "64, FOUR_THIRDS, 80",
    "64, DOUBLE, 128",
    // 48 / 2 = 24 lies in the middle of 16 and 32; 48 * 3 / 4 = 36, nearest 32.
    "48, HALF, 32",
    "48, THREE_QUARTERS, 32",
    "48, FOUR_THIRDS, 64",
    // 16 / 2 = 8 and 12 and 21.3 are all nearest to 16: no change.
    "16, HALF, ",
    "16, THREE_QUARTERS, ",
    "16, FOUR_THIRDS, ",
    "16, DOUBLE, 32",
    // Above the maximum.
    "256, DOUBLE, ",
    "192, FOUR_THIRDS, 256",
    // Not a multiple to start with.
    "24, DOUBLE, 48",
    "24, FOUR_THIRDS, 32",
  })
  void channelsAreScaledToTheNearestMultipleOf16(int channels, Factor factor, Integer scaled) {
    assertThat(factor.scaleChannels(channels, 256))
        .isEqualTo(scaled == null ? OptionalInt.empty() : OptionalInt.of(scaled));
  }
}
