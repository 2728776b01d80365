package org.epnas.kernel.random;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A counter-based random stream, keyed by what it is for: the same key gives the same numbers on
 * every worker, in any order. Not thread-safe: one stream has one user.
 *
 * <p>Under the run's seed as key, {@link Philox} maps (first, second) one to one onto the 128 bits
 * that become the stream's own key and the upper half of its counter. The lower half is the purpose
 * (8 bits) and the number of the block (56 bits). So two streams of one seed never read the same
 * counter under the same key.
 */
public final class RandomStream implements RandomGenerator {
  private static final int PURPOSE_SHIFT = 56;
  private static final float FLOAT_UNIT = 0x1p-24f;

  private final long key;
  private final long counterHigh;
  private final int[] words = new int[4];
  private long counterLow;
  private boolean halfUsed;

  private RandomStream(long seed, Purpose purpose, long first, long second) {
    Philox.block(seed, first, second, words);
    key = twoWords(words[0], words[1]);
    counterHigh = twoWords(words[2], words[3]);
    counterLow = (long) purpose.ordinal() << PURPOSE_SHIFT;
  }

  /**
   * What random numbers are for; part of the key, so that two uses never share a stream. New ones
   * go to the end: the position is part of the key.
   */
  public enum Purpose {
    INITIALISATION,
    SHUFFLE,
    AUGMENTATION,
    DROPOUT,
    SPLIT,
    POLICY,
    POLICY_INITIALISATION,
    PREDICTOR,
    EXPLORATION,
    PARENT,
    STRATEGY,
    EVIDENCE,
    TABLE_NOISE
  }

  /**
   * @param seed the run's seed
   * @param first for example the trial or episode
   * @param second for example the step or replica
   */
  public static RandomStream of(long seed, Purpose purpose, long first, long second) {
    return new RandomStream(seed, purpose, first, second);
  }

  /**
   * Sets {@code out[i]} for i from {@code offset} to {@code offset + length - 1} to a number in [0,
   * 1) with 24 random bits that depends on the key and on i alone. Threads may therefore fill parts
   * of one array in any order, and every backend gets the same numbers: word i mod 4 of block i / 4
   * of the stream, its upper 24 bits times 2^-24.
   */
  public static void fillUniform(
      float[] out, int offset, int length, long seed, Purpose purpose, long first, long second) {
    Objects.checkFromIndexSize(offset, length, out.length);
    RandomStream stream = of(seed, purpose, first, second);
    int[] words = stream.words;
    long base = stream.counterLow;
    int end = offset + length;
    for (int i = offset; i < end; ) {
      Philox.block(stream.key, base + (i >> 2), stream.counterHigh, words);
      int blockEnd = Math.min(end, (i | 3) + 1);
      for (; i < blockEnd; i++) {
        out[i] = (words[i & 3] >>> 8) * FLOAT_UNIT;
      }
    }
  }

  @Override
  public long nextLong() {
    if (halfUsed) {
      halfUsed = false;
      return twoWords(words[2], words[3]);
    }
    Philox.block(key, counterLow++, counterHigh, words);
    halfUsed = true;
    return twoWords(words[0], words[1]);
  }

  /** Puts the values in random order (Fisher-Yates): every order is equally likely. */
  public void shuffle(int[] values) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  private static long twoWords(int low, int high) {
    return Integer.toUnsignedLong(low) | ((long) high << 32);
  }
}
