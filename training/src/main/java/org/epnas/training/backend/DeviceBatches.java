package org.epnas.training.backend;

import java.util.List;

/**
 * Some batches for a device that makes them itself.
 *
 * @param order images of the data set, in the order in which they are taken
 * @param ranges where each batch lies in it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record DeviceBatches(DeviceImages images, int[] order, List<BatchRange> ranges) {
  /**
   * A batch: the images {@code order[first]} to {@code order[first + size - 1]}.
   *
   * @param epoch keys the augmentation
   * @param size images, at least 1
   */
  public record BatchRange(long epoch, int first, int size) {}

  public DeviceBatches {
    ranges = List.copyOf(ranges);
  }

  /** Of all batches. */
  public int imageCount() {
    return ranges.stream().mapToInt(BatchRange::size).sum();
  }
}
