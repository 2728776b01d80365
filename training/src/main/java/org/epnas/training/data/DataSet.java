package org.epnas.training.data;

import org.epnas.kernel.architecture.TensorShape;

/**
 * Labelled images in memory.
 *
 * @param name as shown and recorded
 * @param shape of every image
 * @param classes number of classes, at least 2; labels are 0 to classes - 1
 * @param pixels image after image, planes (C, H, W), unsigned bytes; not to be changed
 * @param labels class of each image; not to be changed
 */
public record DataSet(String name, TensorShape shape, int classes, byte[] pixels, int[] labels) {
  public DataSet {
    if (classes < 2) {
      throw new DataException(
          "Data set (%s) has %d class(es); telling classes apart needs at least 2."
              .formatted(name, classes));
    }
    if (pixels.length != labels.length * shape.elements()) {
      throw new DataException(
          "Data set (%s) has %d pixel bytes but %d labels of %s images need %d."
              .formatted(
                  name, pixels.length, labels.length, shape, labels.length * shape.elements()));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new DataException(
            "Label (%d) of data set (%s) is outside 0 to %d.".formatted(label, name, classes - 1));
      }
    }
  }

  public int size() {
    return labels.length;
  }

  /** Images of each class. */
  public int[] classCounts() {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }
}
