package org.epnas.training.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Writes IDX files for tests. */
final class IdxFiles {
  private IdxFiles() {}

  /** Header and values of an unsigned-byte IDX file. */
  static byte[] bytes(byte[] values, int... dimensions) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dimensions.length + values.length);
    buffer.putInt(0x0800 + dimensions.length);
    for (int dimension : dimensions) {
      buffer.putInt(dimension);
    }
    return buffer.put(values).array();
  }

  static void write(Path file, byte[] values, int... dimensions) {
    byte[] bytes = bytes(values, dimensions);
    try {
      Files.write(file, file.toString().endsWith(".gz") ? gzip(bytes) : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  /** Four training and two test images of 2x3 in two classes; pixel j of image i is 10 i + j. */
  static void writeSmallDataSet(Path folder, String suffix) {
    write(folder.resolve("train-images-idx3-ubyte" + suffix), pixels(4), 4, 2, 3);
    write(folder.resolve("train-labels-idx1-ubyte" + suffix), new byte[] {0, 1, 1, 0}, 4);
    write(folder.resolve("t10k-images-idx3-ubyte" + suffix), pixels(2), 2, 2, 3);
    write(folder.resolve("t10k-labels-idx1-ubyte" + suffix), new byte[] {1, 0}, 2);
  }

  static byte[] pixels(int images) {
    byte[] pixels = new byte[images * 6];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (10 * (i / 6) + i % 6);
    }
    return pixels;
  }
}
