package org.epnas.training.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.training.backend.DeviceBatches;
import org.epnas.training.backend.DeviceBatches.BatchRange;
import org.epnas.training.backend.DeviceImages;
import org.epnas.training.data.DataSet;
import org.epnas.training.data.Subset;

/**
 * Epoch after epoch of shuffled, augmented images, without end. Every batch is full: the images
 * left over at the end of an epoch are skipped, other ones each time.
 */
final class TrainingBatches implements BatchFiller {
  private final Subset subset;
  private final ImageWriter writer;
  private final Augmentation augmentation;
  private final int batchSize;
  private final int batchesPerEpoch;
  private final long seed;
  private final long firstEpoch;
  private final DeviceImages deviceImages;
  private long shuffledEpoch;
  private int[] order;

  /**
   * @param firstEpoch number of the first epoch; keys shuffle and augmentation together with the
   *     seed
   */
  TrainingBatches(
      Subset subset,
      Normalisation normalisation,
      Augmentation augmentation,
      int batchSize,
      long seed,
      long firstEpoch) {
    if (batchSize < 1 || batchSize > subset.size()) {
      throw new IllegalArgumentException(
          "Batch size (%s) must be 1 to the number of training images (%s)."
              .formatted(batchSize, subset.size()));
    }
    this.subset = subset;
    this.writer = new ImageWriter(subset.data(), normalisation);
    this.augmentation = augmentation;
    this.batchSize = batchSize;
    this.batchesPerEpoch = subset.size() / batchSize;
    this.seed = seed;
    this.firstEpoch = firstEpoch;
    this.deviceImages = writer.deviceImages(subset.data().labels(), augmentation, seed);
    this.shuffledEpoch = firstEpoch;
    this.order = order(firstEpoch);
  }

  int batchesPerEpoch() {
    return batchesPerEpoch;
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
    return Long.MAX_VALUE;
  }

  @Override
  public int fill(long number, float[] images, int[] labels) {
    long epoch = firstEpoch + number / batchesPerEpoch;
    if (epoch != shuffledEpoch) {
      order = order(epoch);
      shuffledEpoch = epoch;
    }
    DataSet data = subset.data();
    int first = (int) (number % batchesPerEpoch) * batchSize;
    for (int i = 0; i < batchSize; i++) {
      int image = order[first + i];
      labels[i] = data.labels()[image];
      write(image, epoch, images, i * writer.imageElements());
    }
    return batchSize;
  }

  private int[] order(long epoch) {
    int[] shuffled = subset.indices().clone();
    RandomStream.of(seed, Purpose.SHUFFLE, epoch, 0).shuffle(shuffled);
    return shuffled;
  }

  private void write(int image, long epoch, float[] out, int start) {
    int padding = augmentation.cropPadding();
    RandomStream random = RandomStream.of(seed, Purpose.AUGMENTATION, image, epoch);
    long bits = random.nextLong();
    int dx = uniform(bits, 2 * padding + 1) - padding;
    int dy = uniform(bits >>> 16, 2 * padding + 1) - padding;
    boolean flip = augmentation.flip() && ((bits >>> 32) & 1) == 1;
    writer.write(image, out, start, dx, dy, flip);
    int side = augmentation.cutout();
    if (side > 0) {
      long centre = random.nextLong();
      int left = uniform(centre, subset.data().shape().width()) - side / 2;
      int top = uniform(centre >>> 16, subset.data().shape().height()) - side / 2;
      writer.cutOut(out, start, left, top, side);
    }
  }

  /** A number in [0, bound) from the lower 16 bits; bound is far below 2^16. */
  private static int uniform(long bits, int bound) {
    return (int) (((bits & 0xffff) * bound) >>> 16);
  }

  /** The orders of all epochs that the batches come from, one after another. */
  @Override
  public DeviceBatches deviceBatches(long first, int count) {
    long firstTouched = first / batchesPerEpoch;
    long lastTouched = (first + count - 1) / batchesPerEpoch;
    int images = subset.size();
    int[] orders = new int[Math.toIntExact((lastTouched - firstTouched + 1) * images)];
    for (long touched = firstTouched; touched <= lastTouched; touched++) {
      int start = Math.toIntExact((touched - firstTouched) * images);
      System.arraycopy(order(firstEpoch + touched), 0, orders, start, images);
    }
    List<BatchRange> ranges = new ArrayList<>();
    for (long number = first; number < first + count; number++) {
      long touched = number / batchesPerEpoch;
      long start = (touched - firstTouched) * images + number % batchesPerEpoch * (long) batchSize;
      ranges.add(new BatchRange(firstEpoch + touched, Math.toIntExact(start), batchSize));
    }
    return new DeviceBatches(deviceImages, orders, ranges);
  }
}
