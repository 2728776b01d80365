package org.epnas.policy.predictor;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of the features that occur.
 *
 * @param features numbers, ascending
 * @param counts one per feature, at least 1
 */
record SparseCounts(int[] features, float[] counts) {
  static SparseCounts of(Map<Integer, Integer> countsByFeature) {
    SortedMap<Integer, Integer> ascending = new TreeMap<>(countsByFeature);
    int[] features = new int[ascending.size()];
    float[] counts = new float[ascending.size()];
    int at = 0;
    for (Map.Entry<Integer, Integer> entry : ascending.entrySet()) {
      features[at] = entry.getKey();
      counts[at++] = entry.getValue();
    }
    return new SparseCounts(features, counts);
  }

  /** Squared Euclidean distance; what does not occur counts 0. */
  double squaredDistance(SparseCounts other) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < features.length || j < other.features.length) {
      int mine = i < features.length ? features[i] : Integer.MAX_VALUE;
      int theirs = j < other.features.length ? other.features[j] : Integer.MAX_VALUE;
      double difference;
      if (mine == theirs) {
        difference = counts[i++] - other.counts[j++];
      } else if (mine < theirs) {
        difference = counts[i++];
      } else {
        difference = other.counts[j++];
      }
      sum += difference * difference;
    }
    return sum;
  }
}
