package org.epnas.training.data;

import org.epnas.kernel.architecture.TensorShape;

/**
 * Labelled images in memory.
 *
 * @param name as shown and recorded
 * @param shape of every image
 * @param classes number of classes; labels are 0 to classes - 1
 * @param pixels image after image, planes (C, H, W), unsigned bytes
 * @param labels class of each image
 */
public record DataSet(String name, TensorShape shape, int classes, byte[] pixels, int[] labels) {
  public int size() {
    return labels.length;
  }
}
