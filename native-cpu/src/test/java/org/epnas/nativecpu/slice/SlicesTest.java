package org.epnas.nativecpu.slice;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SlicesTest {
  @Test
  void haveAnImageAtLeast() {
    assertThatThrownBy(() -> new Slices(3, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Batch of (3) in (4) slices");
  }
}
