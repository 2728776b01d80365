package org.epnas.training.trainer;

import org.epnas.training.data.Subset;

/** The rules of batch sizes. */
final class BatchSizes {
  private BatchSizes() {}

  static void require(int batchSize) {
    if (batchSize < 2 || batchSize > 65_536) {
      throw new IllegalArgumentException(
          "Batch size (%s) must be 2 to 65536: batch normalisation needs several images. Maybe use 64."
              .formatted(batchSize));
    }
  }

  static void requireFits(int batchSize, Subset training) {
    if (batchSize > training.size()) {
      throw new IllegalArgumentException(
          "Batch size (%s) is larger than the %s training images of (%s). Maybe use a smaller one."
              .formatted(batchSize, training.size(), training.data().name()));
    }
  }
}
