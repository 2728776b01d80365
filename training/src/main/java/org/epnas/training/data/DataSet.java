package org.epnas.training.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.TensorShape;

/**
 * Labelled images in memory.
 *
 * @param name as shown and recorded
 * @param shape of every image
 * @param classNames name of each class, at least 2, all different; labels are positions in it
 * @param pixels image after image, planes (C, H, W), unsigned bytes; not to be changed
 * @param labels class of each image; not to be changed
 */
public record DataSet(
    String name, TensorShape shape, List<String> classNames, byte[] pixels, int[] labels) {
  public DataSet {
    classNames = List.copyOf(classNames);
    if (classNames.size() < 2) {
      throw new DataException(
          "Data set (%s) has %s class(es); telling classes apart needs at least 2. Maybe its labels are another file's."
              .formatted(name, classNames.size()));
    }
    if (new HashSet<>(classNames).size() < classNames.size()) {
      throw new DataException(
          "Class names %s of data set (%s) are not all different. Maybe rename one."
              .formatted(classNames, name));
    }
    if (pixels.length != labels.length * shape.elements()) {
      throw new DataException(
          "Data set (%s) has %s pixel bytes but %s labels of %s images need %s."
              .formatted(
                  name, pixels.length, labels.length, shape, labels.length * shape.elements()));
    }
    for (int label : labels) {
      if (label < 0 || label >= classNames.size()) {
        throw new DataException(
            "Label (%s) of data set (%s) is outside 0 to %s."
                .formatted(label, name, classNames.size() - 1));
      }
    }
  }

  /**
   * Classes without names: each is called by its number, {@code 0} and so on.
   *
   * @param classes number of classes, at least 2
   */
  public DataSet(String name, TensorShape shape, int classes, byte[] pixels, int[] labels) {
    this(
        name,
        shape,
        IntStream.range(0, classes).mapToObj(Integer::toString).toList(),
        pixels,
        labels);
  }

  public int classes() {
    return classNames.size();
  }

  public int size() {
    return labels.length;
  }

  /**
   * The same images with other names for their classes.
   *
   * @param newNames as many as there are classes
   */
  public DataSet withClassNames(List<String> newNames) {
    if (newNames.size() != classes()) {
      throw new DataException(
          "Data set (%s) has %s classes but is given %s names."
              .formatted(name, classes(), newNames.size()));
    }
    return new DataSet(name, shape, newNames, pixels, labels);
  }

  /** Images of each class. */
  public int[] classCounts() {
    int[] counts = new int[classes()];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /**
   * SHA-256 of the pixels, then of the labels as big-endian 32-bit numbers, in hexadecimal: two
   * data sets of one shape with the same images in the same order have the same. Takes about a
   * second for 400 MB.
   */
  public String sha256() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(pixels);
      ByteBuffer numbers = ByteBuffer.allocate(labels.length * Integer.BYTES);
      numbers.asIntBuffer().put(labels);
      digest.update(numbers);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256.", e);
    }
  }
}
