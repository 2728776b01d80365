package org.epnas.nativecpu.norm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Two pixels of a plane of bf16 numbers at a time. A bf16 number is the upper half of an f32 number
 * and two of them, neighbouring channels, are an int: shifted by half an int it is the even
 * channel, with its lower half masked out the odd one. So one vector of ints becomes two of floats,
 * and none of their lanes has to move.
 *
 * <p>Methods are so short (35 bytes of code) that the compiler always inlines them: else vectors go
 * through the heap.
 */
final class Bf16Pairs {
  private static final VectorSpecies<Float> SPECIES = NormShape.SPECIES;
  private static final VectorSpecies<Integer> INTS = SPECIES.withLanes(int.class);
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Bytes of a vector, and of two pixels. */
  static final int BYTES = INTS.vectorByteSize();

  private static final int UPPER = 0xffff0000;

  /** Half of the last bit that stays. */
  private static final int HALF = 0x8000;

  private static final VectorShuffle<Float> EVEN_TWICE =
      VectorShuffle.fromOp(SPECIES, lane -> 2 * lane % SPECIES.length());
  private static final VectorShuffle<Float> ODD_TWICE =
      VectorShuffle.fromOp(SPECIES, lane -> (2 * lane + 1) % SPECIES.length());

  private Bf16Pairs() {}

  static IntVector load(MemorySegment from, long offset) {
    return IntVector.fromMemorySegment(INTS, from, offset, ORDER);
  }

  static FloatVector even(IntVector pairs) {
    return pairs.lanewise(VectorOperators.LSHL, Short.SIZE).reinterpretAsFloats();
  }

  static FloatVector odd(IntVector pairs) {
    return pairs.and(UPPER).reinterpretAsFloats();
  }

  /**
   * Rounds to the nearest, ties away from zero: to even would take three operations more, for one
   * number in 65,536. A NaN that arithmetic makes stays one.
   */
  static void store(FloatVector even, FloatVector odd, MemorySegment to, long offset) {
    upper(odd).or(lower(even)).intoMemorySegment(to, offset, ORDER);
  }

  /** What bf16 can hold: nothing is rounded. */
  static void storeExact(FloatVector even, FloatVector odd, MemorySegment to, long offset) {
    IntVector lower = even.reinterpretAsInts().lanewise(VectorOperators.LSHR, Short.SIZE);
    odd.reinterpretAsInts().or(lower).intoMemorySegment(to, offset, ORDER);
  }

  private static IntVector upper(FloatVector values) {
    return values.reinterpretAsInts().add(HALF).and(UPPER);
  }

  private static IntVector lower(FloatVector values) {
    return values.reinterpretAsInts().add(HALF).lanewise(VectorOperators.LSHR, Short.SIZE);
  }

  /** What {@link #even} of the channels from {@code channel} on meets. */
  static FloatVector evenOf(float[] byChannel, int channel) {
    return FloatVector.fromArray(SPECIES, byChannel, channel).rearrange(EVEN_TWICE);
  }

  static FloatVector oddOf(float[] byChannel, int channel) {
    return FloatVector.fromArray(SPECIES, byChannel, channel).rearrange(ODD_TWICE);
  }

  /**
   * Adds the two pixels of sums in the order of {@link #even} and {@link #odd} and brings them into
   * that of the channels.
   *
   * @param pairs the even sums, one vector, and the odd ones
   */
  static void addPixels(float[] pairs, int from, float[] byChannel, int to) {
    int half = NormShape.LANES / 2;
    for (int i = 0; i < half; i++) {
      int even = from + i;
      int odd = even + NormShape.LANES;
      byChannel[to + 2 * i] = pairs[even] + pairs[even + half];
      byChannel[to + 2 * i + 1] = pairs[odd] + pairs[odd + half];
    }
  }
}
