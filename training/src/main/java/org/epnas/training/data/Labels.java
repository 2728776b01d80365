package org.epnas.training.data;

/** Class labels as files hold them: one unsigned byte each. */
final class Labels {
  private Labels() {}

  static int[] of(byte[] bytes) {
    int[] labels = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      labels[i] = Byte.toUnsignedInt(bytes[i]);
    }
    return labels;
  }

  /**
   * @param image position in the file, from 0
   */
  static void requireClass(int label, int classes, String file, int image) {
    if (label >= classes) {
      throw new DataException(
          "File (%s) gives image %s the label (%s), but there are %s classes and labels start at 0. Maybe the file is damaged."
              .formatted(file, image, label, classes));
    }
  }
}
