package org.epnas.nativecpu.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.epnas.nativecpu.loop.TapsOutsideImage.Side;
import org.junit.jupiter.api.Test;

final class TapsOutsideImageTest {
  private static Side side(int input, int kernel, int stride) {
    return new Side(input, Math.ceilDiv(input, stride), kernel, stride, kernel / 2, 1);
  }

  @Test
  void areNoneWhereTheImageIsLargeEnough() {
    assertThat(TapsOutsideImage.of(side(2, 3, 1), side(8, 3, 2))).isEmpty();
  }

  @Test
  void areAllButTheMiddleOneOfASinglePixel() {
    assertThat(TapsOutsideImage.of(side(1, 3, 2), side(1, 3, 2)))
        .containsExactly(0, 1, 2, 3, 5, 6, 7, 8);
  }

  @Test
  void areCountedBySide() {
    // One output column at column 0 of 2: only the taps at columns 0 and 1 of the image meet it.
    assertThat(TapsOutsideImage.of(side(8, 3, 1), side(2, 3, 2))).containsExactly(0, 3, 6);
  }

  @Test
  void becomeZeroInEveryFilter() {
    float[] values = new float[2 * 9];
    Arrays.fill(values, 1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment gradient = arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);

      new TapsOutsideImage(gradient, 3, new int[] {0, 8}).clear();

      assertThat(gradient.toArray(ValueLayout.JAVA_FLOAT))
          .containsExactly(0, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 0);
    }
  }
}
