package org.epnas.training.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Tells weights that a disk has changed from those that were written. */
final class WeightsChecksum {
  /** Where it lies in a file's metadata. */
  static final String KEY = "crc32c";

  private WeightsChecksum() {}

  /** Of names and values, whatever their order. */
  static String of(Weights weights) {
    CRC32C checksum = new CRC32C();
    new TreeMap<>(weights.tensors())
        .forEach((name, tensor) -> {
          checksum.update(name.getBytes(UTF_8));
          ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * Float.BYTES);
          bytes.asFloatBuffer().put(tensor.values());
          checksum.update(bytes);
        });
    return Long.toHexString(checksum.getValue());
  }
}
