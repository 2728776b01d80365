package org.epnas.nativecpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlotSumTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 5, 2", "1000, 7, 3", "256, 4, 1", "63, 2, 4"})
  void addsInTheOrderOfTheSlots(int elements, int count, int parts) {
    long distance = Math.ceilDiv(elements * Float.BYTES, 64) * 64L;
    float[] slots = PlainImages.random((int) (distance / Float.BYTES) * count, 5);
    float[] expected = new float[elements];
    for (int i = 0; i < elements; i++) {
      for (int slot = 0; slot < count; slot++) {
        expected[i] += slots[(int) (slot * distance / Float.BYTES) + i];
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocateFrom(ValueLayout.JAVA_FLOAT, slots);
      MemorySegment sum = arena.allocate(ValueLayout.JAVA_FLOAT, elements);
      SlotSum body = new SlotSum(from, distance, count, sum);

      IntStream.range(0, parts).forEach(part -> body.run(part, parts));

      assertThat(sum.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(expected);
    }
  }
}
