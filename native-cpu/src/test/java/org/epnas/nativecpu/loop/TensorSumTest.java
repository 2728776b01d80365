package org.epnas.nativecpu.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TensorSumTest {
  @ParameterizedTest
  @CsvSource({"1, 1, 1", "3, 5, 2", "1000, 7, 3", "256, 4, 1", "63, 2, 4"})
  void addsInTheOrderOfTheTensors(int elements, int count, int parts) {
    long distance = Math.ceilDiv(elements * Float.BYTES, 64) * 64L;
    float[] tensors = new float[(int) (distance / Float.BYTES) * count];
    Random random = new Random(5);
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = random.nextFloat();
    }
    float[] expected = new float[elements];
    for (int i = 0; i < elements; i++) {
      for (int tensor = 0; tensor < count; tensor++) {
        expected[i] += tensors[(int) (tensor * distance / Float.BYTES) + i];
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocateFrom(ValueLayout.JAVA_FLOAT, tensors);
      MemorySegment sum = arena.allocate(ValueLayout.JAVA_FLOAT, elements);
      TensorSum body = new TensorSum(from, distance, count, sum);

      IntStream.range(0, parts).forEach(part -> body.run(part, parts));

      assertThat(sum.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(expected);
    }
  }
}
