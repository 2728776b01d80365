package org.epnas.policy.predictor;

import java.util.Arrays;

/**
 * Counts of the features that occur.
 *
 * @param features numbers, ascending
 * @param counts one per feature, at least 1
 * @param squares sum of their squares
 */
record SparseCounts(long[] features, float[] counts, double squares) {
  /**
   * @param occurrences features, one as often as it occurs, in any order
   */
  static SparseCounts of(long[] occurrences) {
    long[] ascending = occurrences.clone();
    Arrays.sort(ascending);
    long[] features = new long[ascending.length];
    float[] counts = new float[ascending.length];
    int distinct = 0;
    for (int i = 0; i < ascending.length; i++) {
      if (i == 0 || ascending[i] != ascending[i - 1]) {
        features[distinct++] = ascending[i];
      }
      counts[distinct - 1]++;
    }
    return new SparseCounts(
        Arrays.copyOf(features, distinct), Arrays.copyOf(counts, distinct), squares(counts, 0));
  }

  /** Squared Euclidean distance; what does not occur counts 0. */
  double squaredDistance(SparseCounts other) {
    long[] theirs = other.features;
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < features.length && j < theirs.length) {
      double difference;
      if (features[i] == theirs[j]) {
        difference = counts[i++] - other.counts[j++];
      } else if (features[i] < theirs[j]) {
        difference = counts[i++];
      } else {
        difference = other.counts[j++];
      }
      sum += difference * difference;
    }
    return sum + squares(counts, i) + squares(other.counts, j);
  }

  private static double squares(float[] counts, int from) {
    double sum = 0;
    for (int i = from; i < counts.length; i++) {
      sum += (double) counts[i] * counts[i];
    }
    return sum;
  }
}
