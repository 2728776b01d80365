package org.epnas.training.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Some images of a data set, without copying them.
 *
 * @param data where they lie
 * @param indices ascending positions in {@code data}; not to be changed
 */
public record Subset(DataSet data, int[] indices) {
  public static Subset all(DataSet data) {
    return new Subset(data, IntStream.range(0, data.size()).toArray());
  }

  public int size() {
    return indices.length;
  }

  /** The images as a data set of their own. */
  public DataSet copy(String name) {
    int bytes = Math.toIntExact(data.shape().elements());
    byte[] pixels = new byte[Math.multiplyExact(bytes, indices.length)];
    for (int i = 0; i < indices.length; i++) {
      System.arraycopy(data.pixels(), indices[i] * bytes, pixels, i * bytes, bytes);
    }
    int[] labels = Arrays.stream(indices).map(index -> data.labels()[index]).toArray();
    return new DataSet(name, data.shape(), data.classNames(), pixels, labels);
  }
}
