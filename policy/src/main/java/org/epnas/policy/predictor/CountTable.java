package org.epnas.policy.predictor;

/**
 * Counts by feature, to be compared with many others: a table with open addressing instead of a
 * merge of two sorted lists, which a processor cannot predict. Counts are whole numbers, so that
 * the distances are those of {@link SparseCounts#squaredDistance}, to the last bit.
 */
final class CountTable {
  /** The features are hashes, so their lowest bits say where they lie. */
  private final long[] features;

  /** 0 where there is none. */
  private final float[] counts;

  private final double squares;

  CountTable(SparseCounts of) {
    int size = 2 * Integer.highestOneBit(2 * of.features().length + 1);
    features = new long[size];
    counts = new float[size];
    squares = of.squares();
    for (int i = 0; i < of.features().length; i++) {
      int place = place(of.features()[i]);
      features[place] = of.features()[i];
      counts[place] = of.counts()[i];
    }
  }

  /** Where a feature lies, or would. */
  private int place(long feature) {
    int place = (int) feature & (features.length - 1);
    while (counts[place] != 0 && features[place] != feature) {
      place = (place + 1) & (features.length - 1);
    }
    return place;
  }

  /** Squared Euclidean distance. */
  double squaredDistance(SparseCounts other) {
    double product = 0;
    long[] theirs = other.features();
    for (int i = 0; i < theirs.length; i++) {
      product += (double) counts[place(theirs[i])] * other.counts()[i];
    }
    return squares + other.squares() - 2 * product;
  }
}
