package org.epnas.training.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.DeviceBatches.BatchRange;
import org.epnas.training.backend.DeviceImages;
import org.epnas.training.data.Subset;

/** Every image once, in order and as it is; the last batch may be smaller. */
final class EvaluationBatches implements BatchFiller {
  private final Subset subset;
  private final ImageWriter writer;
  private final int batchSize;
  private final DeviceImages deviceImages;

  EvaluationBatches(Subset subset, Normalisation normalisation, int batchSize) {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "Batch size (%s) must be at least 1.".formatted(batchSize));
    }
    this.subset = subset;
    this.writer = new ImageWriter(subset.data(), normalisation);
    this.batchSize = batchSize;
    this.deviceImages = writer.deviceImages(subset.data().labels(), Augmentation.NONE, 0);
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

  @Override
  public DeviceBatches deviceBatches(long first, int count) {
    List<BatchRange> ranges = new ArrayList<>();
    for (long number = first; number < first + count; number++) {
      int start = Math.toIntExact(number * batchSize);
      ranges.add(new BatchRange(0, start, Math.min(batchSize, subset.size() - start)));
    }
    return new DeviceBatches(deviceImages, subset.indices(), ranges);
  }
}
