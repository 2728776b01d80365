package org.epnas.nativecpu.norm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import org.junit.jupiter.api.Test;

final class Bf16PairsTest {
  private static final int LANES = NormShape.LANES;

  private static float number(MemorySegment memory, int index) {
    return Float.intBitsToFloat(memory.getAtIndex(ValueLayout.JAVA_SHORT, index) << Short.SIZE);
  }

  /** What becomes of a value as an even and as an odd channel. */
  private static float stored(float value) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Bf16Pairs.BYTES, 64);
      FloatVector values = FloatVector.broadcast(NormShape.SPECIES, value);
      Bf16Pairs.store(values, values, memory, 0);
      int[] bits = new int[2 * LANES];
      Arrays.setAll(bits, i -> Float.floatToIntBits(number(memory, i)));
      assertThat(bits).containsOnly(bits[0]);
      return number(memory, 0);
    }
  }

  @Test
  void exactNumbersAreStoredAsTheyAre() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Bf16Pairs.BYTES, 64);
      FloatVector even = FloatVector.broadcast(NormShape.SPECIES, 1.5f);
      FloatVector odd = FloatVector.broadcast(NormShape.SPECIES, -0.25f);
      Bf16Pairs.storeExact(even, odd, memory, 0);
      for (int i = 0; i < 2 * LANES; i++) {
        assertThat(number(memory, i)).isEqualTo(i % 2 == 0 ? 1.5f : -0.25f);
      }
    }
  }

  /** A step at 1 is 2^-7. */
  @Test
  void tiesGoAwayFromZero() {
    assertThat(stored(1 + 0x1p-8f)).isEqualTo(1 + 0x1p-7f);
    assertThat(stored(1 + 0x1.8p-7f)).isEqualTo(1 + 0x1p-6f);
    assertThat(stored(-1 - 0x1.8p-7f)).isEqualTo(-1 - 0x1p-6f);
    assertThat(stored(1 + 0x1.01p-8f)).isEqualTo(1 + 0x1p-7f);
    assertThat(stored(1 + 0x1.fep-9f)).isEqualTo(1);
  }

  @Test
  void theNearestNumberIsTaken() {
    Random random = new Random(4);
    for (int i = 0; i < 1000; i++) {
      float value = (float) (random.nextGaussian() * Math.pow(2, random.nextInt(80) - 40));
      assertThat((double) Math.abs(stored(value) - value))
          .isLessThanOrEqualTo(Math.abs(value) * 0x1p-8);
    }
  }

  @Test
  void specialNumbersStayWhatTheyAre() {
    for (float value : new float[] {0, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      assertThat(Float.floatToIntBits(stored(value))).isEqualTo(Float.floatToIntBits(value));
    }
    assertThat(stored(Float.NaN)).isNaN();
    assertThat(stored(Float.MAX_VALUE)).isInfinite();
  }

  @Test
  void channelsComeBackInTheirOrder() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(Bf16Pairs.BYTES, 64);
      float[] expected = new float[2 + LANES];
      float[] factors = new float[2 + LANES];
      for (int channel = 0; channel < LANES; channel++) {
        for (int pixel = 0; pixel < 2; pixel++) {
          int value = 1 + channel + 3 * pixel;
          int bits = Float.floatToIntBits(value) >>> Short.SIZE;
          memory.setAtIndex(ValueLayout.JAVA_SHORT, pixel * LANES + channel, (short) bits);
          expected[2 + channel] += value * (channel + 2);
        }
        factors[2 + channel] = channel + 2;
      }
      IntVector pairs = Bf16Pairs.load(memory, 0);
      float[] actual = new float[2 + LANES];
      float[] products = new float[1 + 2 * LANES];
      Bf16Pairs.even(pairs).mul(Bf16Pairs.evenOf(factors, 2)).intoArray(products, 1);
      Bf16Pairs.odd(pairs).mul(Bf16Pairs.oddOf(factors, 2)).intoArray(products, 1 + LANES);
      Bf16Pairs.addPixels(products, 1, actual, 2);
      assertThat(actual).containsExactly(expected);
    }
  }
}
