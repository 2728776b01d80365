package org.epnas.training.data;

import java.util.function.Supplier;

/** Calls a lack of memory by its name, since the data are not at fault. */
final class DataMemory {
  static final String WAY_OUT =
      "Maybe give Java more (EPNAS_JAVA_OPTS=-Xmx8g before epnas, java -Xmx8g in a program of your own), or use smaller or fewer images.";

  private DataMemory() {}

  /**
   * @param name of the data
   * @throws DataException if they do not fit into the heap
   */
  static <T> T orTooLarge(String name, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (OutOfMemoryError e) {
      throw new DataException(
          "Data (%s) does not fit into the memory that Java may use (%s MiB). %s"
              .formatted(name, Runtime.getRuntime().maxMemory() >> 20, WAY_OUT),
          e);
    }
  }
}
