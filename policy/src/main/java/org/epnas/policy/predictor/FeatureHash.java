package org.epnas.policy.predictor;

/**
 * Numbers of features that need no register: the same feature has the same number in every search,
 * so that what is described once can be compared everywhere. Among a million features two of one
 * number are to be expected once in 30 million times.
 */
final class FeatureHash {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private FeatureHash() {}

  /** Of a text: FNV-1a over its characters. */
  static long of(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mixed(hash);
  }

  /** Of a sequence that goes on; the order counts. */
  static long then(long hash, long next) {
    return mixed(Long.rotateLeft(hash, 23) * FNV_PRIME + next);
  }

  /** Every bit depends on every bit (the finaliser of SplitMix64, Steele et al. 2014). */
  private static long mixed(long hash) {
    long z = hash;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
