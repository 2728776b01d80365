package org.epnas.training.pipeline;

import org.epnas.training.data.Subset;

/** Every image once, in order and as it is; the last batch may be smaller. */
final class EvaluationBatches implements BatchFiller {
  private final Subset subset;
  private final ImageWriter writer;
  private final int batchSize;

  EvaluationBatches(Subset subset, Normalisation normalisation, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "Batch size (%d) must be at least 1.".formatted(batchSize));
    }
    this.subset = subset;
    this.writer = new ImageWriter(subset.data(), normalisation);
    this.batchSize = batchSize;
  }

  @Override
  public int batchSize() {
    return batchSize;
  }

  @Override
  public int imageElements() {
    return writer.imageElements();
  }

  @Override
  public long batches() {
    return Math.ceilDiv(subset.size(), batchSize);
  }

  @Override
  public int fill(long number, float[] images, int[] labels) {
    int first = Math.toIntExact(number * batchSize);
    int size = Math.min(batchSize, subset.size() - first);
    for (int i = 0; i < size; i++) {
      int image = subset.indices()[first + i];
      labels[i] = subset.data().labels()[image];
      writer.write(image, images, i * writer.imageElements(), 0, 0, false);
    }
    return size;
  }
}
