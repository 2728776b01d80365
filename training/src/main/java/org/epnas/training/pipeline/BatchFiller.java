package org.epnas.training.pipeline;

import org.epnas.training.backend.DeviceBatches;

/** Decides what is in each batch of a sequence. Used by one thread at a time. */
interface BatchFiller {
  /** Largest number of images in a batch. */
  int batchSize();

  /** Values of one image. */
  int imageElements();

  /** Number of batches; {@link Long#MAX_VALUE} for an endless sequence. */
  long batches();

  /**
   * Writes batch {@code number} (from 0, asked in ascending order).
   *
   * @param images (N, C, H, W) f32
   * @param labels class of each image
   * @return N
   */
  int fill(long number, float[] images, int[] labels);

  /**
   * The same batches for a device that makes them itself, always of the same {@code DeviceImages}.
   *
   * @param first number of the first one
   * @param count at least 1; no more than there are
   */
  DeviceBatches deviceBatches(long first, int count);
}
