package org.epnas.training.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.epnas.kernel.text.IoReason;

/**
 * Reads one IDX file of unsigned bytes, plain or gzip: a magic number (0, 0, type 0x08, number of
 * dimensions), each dimension as a big-endian int, then the values in row-major order.
 */
final class IdxFile {
  private static final int MAGIC = 0x0800;

  /** Types of the format that images and labels do not come in, by the third byte. */
  private static final Map<Integer, String> OTHER_TYPES =
      Map.of(0x09, "signed byte", 0x0b, "short", 0x0c, "int", 0x0d, "float", 0x0e, "double");

  /**
   * @param dimensions as the header has them, each at least 1
   * @param values row-major
   */
  record Content(int[] dimensions, byte[] values) {}

  private final String name;
  private final DataInputStream in;

  private IdxFile(String name, DataInputStream in) {
    this.name = name;
    this.in = in;
  }

  /**
   * @param name shown in messages; a name that ends with {@code .gz} is uncompressed
   * @param raw closed by the caller
   * @param rank dimensions the file must have: 3 for images, 1 for labels
   */
  static Content read(String name, InputStream raw, int rank) {
    try {
      InputStream plain = name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
      return new IdxFile(name, new DataInputStream(new BufferedInputStream(plain))).content(rank);
    } catch (ZipException e) {
      throw new DataException(
          "File (%s) is not valid gzip (%s). Maybe download it again, or drop .gz from its name if it is not compressed."
              .formatted(name, e.getMessage()),
          e);
    } catch (EOFException e) {
      throw new DataException(
          "File (%s) ends too early. Maybe download it again.".formatted(name), e);
    } catch (IOException e) {
      throw new DataException(
          "File (%s) cannot be read: %s. Maybe check the path."
              .formatted(name, IoReason.of(e, Path.of(name))),
          e);
    }
  }

  private Content content(int rank) throws IOException {
    int magic = in.readInt();
    if (magic >>> 16 == 0 && OTHER_TYPES.containsKey(magic >> 8 & 0xff)) {
      throw new DataException(
          "File (%s) holds values of type %s; IDX files of unsigned bytes are read. Maybe convert it."
              .formatted(name, OTHER_TYPES.get(magic >> 8 & 0xff)));
    }
    if (magic != MAGIC + rank) {
      throw new DataException(
          "File (%s) starts with 0x%s but IDX bytes of %s dimension(s) start with 0x%s. Maybe images and labels are swapped, or it is another file."
              .formatted(
                  name,
                  HexFormat.of().toHexDigits(magic),
                  rank,
                  HexFormat.of().toHexDigits(MAGIC + rank)));
    }
    int[] dimensions = new int[rank];
    long total = 1;
    for (int i = 0; i < rank; i++) {
      dimensions[i] = in.readInt();
      if (dimensions[i] < 1 || dimensions[i] > Integer.MAX_VALUE / total) {
        throw new DataException(
            "File (%s) has (%s) as dimension %s; it must be at least 1 and the values must fit into 2 GiB. Maybe the file is damaged."
                .formatted(name, dimensions[i], i));
      }
      total *= dimensions[i];
    }
    byte[] values = in.readNBytes((int) total);
    if (values.length < total) {
      throw new DataException(
          "File (%s) ends after %s of the %s values that its header declares. Maybe download it again."
              .formatted(name, values.length, total));
    }
    if (in.read() >= 0) {
      throw new DataException(
          "File (%s) goes on after the %s values that its header declares. Maybe download it again."
              .formatted(name, total));
    }
    return new Content(dimensions, values);
  }
}
