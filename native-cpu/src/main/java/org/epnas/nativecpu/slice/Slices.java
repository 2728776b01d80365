package org.epnas.nativecpu.slice;

/**
 * How a batch is cut.
 *
 * @param images N
 * @param count slices, at least 1 and at most N
 */
public record Slices(int images, int count) {
  public Slices {
    if (count < 1 || count > images) {
      throw new IllegalArgumentException(
          "Batch of (%s) in (%s) slices. A slice has at least one image.".formatted(images, count));
    }
  }

  /** Whether all slices have the same number of images. */
  public boolean even() {
    return images % count == 0;
  }

  /** Images of each slice. */
  public int size() {
    if (!even()) {
      throw new IllegalStateException("(%s) images in (%s) slices".formatted(images, count));
    }
    return images / count;
  }

  /** The first image of a slice; of the slice after the last one: N. */
  public int first(int slice) {
    return (int) ((long) images * slice / count);
  }

  /** The image after the last one of a slice. */
  public int end(int slice) {
    return first(slice + 1);
  }
}
