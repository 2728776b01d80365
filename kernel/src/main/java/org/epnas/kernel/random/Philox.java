package org.epnas.kernel.random;

/**
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a keyed
 * bijection of a 128-bit counter.
 */
public final class Philox {
  private Philox() {}

  /** Fills {@code out[0..3]} with the four 32-bit words of one counter under one key. */
  public static void block(long key, long counterLow, long counterHigh, int[] out) {
    throw new IllegalStateException(
        "%d %d %d %d".formatted(key, counterLow, counterHigh, out.length));
  }
}
