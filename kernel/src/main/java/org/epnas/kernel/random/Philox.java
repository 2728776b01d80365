package org.epnas.kernel.random;

/**
 * Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a keyed
 * bijection of a 128-bit counter.
 */
public final class Philox {
  private static final int ROUNDS = 10;
  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;

  /** Golden ratio and sqrt(3) - 1, the Weyl sequence of the round keys. */
  private static final int WEYL_0 = 0x9E3779B9;

  private static final int WEYL_1 = 0xBB67AE85;
  private static final long LOW_WORD = 0xFFFFFFFFL;

  private Philox() {}

  /**
   * Fills {@code out[0..3]} with the four 32-bit words of one counter under one key. The lower half
   * of each argument is the earlier word of the paper's arrays.
   */
  public static void block(long key, long counterLow, long counterHigh, int[] out) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    int word0 = (int) counterLow;
    int word1 = (int) (counterLow >>> 32);
    int word2 = (int) counterHigh;
    int word3 = (int) (counterHigh >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (word0 & LOW_WORD);
      long product1 = MULTIPLIER_1 * (word2 & LOW_WORD);
      word0 = (int) (product1 >>> 32) ^ word1 ^ key0;
      word1 = (int) product1;
      word2 = (int) (product0 >>> 32) ^ word3 ^ key1;
      word3 = (int) product0;
      key0 += WEYL_0;
      key1 += WEYL_1;
    }
    out[0] = word0;
    out[1] = word1;
    out[2] = word2;
    out[3] = word3;
  }
}
