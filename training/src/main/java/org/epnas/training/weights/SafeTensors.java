package org.epnas.training.weights;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.training.weights.Weights.NamedTensor;

/**
 * The safetensors file format: 8 bytes header length (little-endian), a JSON header that gives
 * dtype, shape and byte range of every tensor, then the values without gaps. Written as F32 in the
 * weights' order. F32, F64, F16 and BF16 are read as f32, in the order of their bytes; tensors of
 * whole numbers and truth values, such as counters of batches, are left out and named.
 */
public final class SafeTensors {
  private static final int LENGTH_BYTES = 8;

  private SafeTensors() {}

  /**
   * @param metadata free text by key, sorted
   * @param leftOut type of each tensor that is no weight, by name, sorted
   */
  public record Content(
      Weights weights, Map<String, String> metadata, Map<String, String> leftOut) {
    public Content {
      leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
      metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }
  }

  /**
   * Writes a file; one that exists is replaced only once the new one is complete.
   *
   * @param metadata free text by key
   */
  public static void write(Path file, Weights weights, Map<String, String> metadata)
      throws IOException {
    write(file, weights, metadata, false);
  }

  /**
   * The same for a file of a run: for its owner only, and safe from a loss of power when it
   * returns.
   */
  public static void writeDurably(Path file, Weights weights, Map<String, String> metadata)
      throws IOException {
    write(file, weights, metadata, true);
  }

  private static void write(
      Path file, Weights weights, Map<String, String> metadata, boolean durably)
      throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (FileChannel channel =
          durably
              ? OwnerOnly.channel(partial, CREATE, WRITE, TRUNCATE_EXISTING)
              : FileChannel.open(partial, CREATE, WRITE, TRUNCATE_EXISTING)) {
        write(channel, SafeTensorsHeader.of(weights, metadata), weights);
        if (durably) {
          channel.force(true);
        }
      }
      Files.move(
          partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  /**
   * Reads a file.
   *
   * @throws WeightsException if it breaks the format in any way, holds numbers of a type that is
   *     not read, or does not fit into the memory
   */
  public static Content read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      return read(channel, readHeader(channel, file.toString()));
    } catch (OutOfMemoryError e) {
      throw new WeightsException(
          "Weights file (%s) of %s bytes does not fit into the memory that Java may use (%s MiB). Maybe give it more (EPNAS_JAVA_OPTS=-Xmx8g)."
              .formatted(file, Files.size(file), Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
  }

  private static Content read(FileChannel channel, SafeTensorsHeader header) throws IOException {
    long start = channel.position();
    SequencedMap<String, NamedTensor> tensors = new LinkedHashMap<>();
    Map<String, String> leftOut = new TreeMap<>();
    for (SafeTensorsHeader.Entry entry : header.entries()) {
      if (entry.type().floating()) {
        ByteBuffer bytes = littleEndian(Math.toIntExact(entry.bytes()));
        fill(channel.position(start + entry.begin()), bytes);
        tensors.put(entry.name(), new NamedTensor(entry.shape(), entry.type().decode(bytes)));
      } else {
        leftOut.put(entry.name(), entry.type().name());
      }
    }
    return new Content(new Weights(tensors), header.metadata(), leftOut);
  }

  private static void write(FileChannel channel, SafeTensorsHeader header, Weights weights)
      throws IOException {
    byte[] json = header.json();
    drain(channel, littleEndian(LENGTH_BYTES).putLong(json.length).flip());
    drain(channel, ByteBuffer.wrap(json));
    for (NamedTensor tensor : weights.tensors().values()) {
      ByteBuffer bytes = littleEndian(Math.multiplyExact(tensor.values().length, Float.BYTES));
      bytes.asFloatBuffer().put(tensor.values());
      drain(channel, bytes);
    }
  }

  private static SafeTensorsHeader readHeader(FileChannel channel, String file) throws IOException {
    long size = channel.size();
    if (size < LENGTH_BYTES) {
      throw new WeightsException(
          "Weights file (%s) has %s bytes; a safetensors file has at least 8. Maybe it was cut short."
              .formatted(file, size));
    }
    ByteBuffer length = littleEndian(LENGTH_BYTES);
    fill(channel, length);
    long headerBytes = length.getLong();
    if (headerBytes < 2
        || headerBytes > SafeTensorsHeader.MAX_BYTES
        || headerBytes > size - LENGTH_BYTES) {
      throw new WeightsException(
          "Weights file (%s) of %s bytes declares a header of %s bytes. Maybe it is not a safetensors file, or it was cut short."
              .formatted(file, size, headerBytes));
    }
    ByteBuffer json = ByteBuffer.allocate((int) headerBytes);
    fill(channel, json);
    return SafeTensorsHeader.parse(json.array(), size - LENGTH_BYTES - headerBytes, file);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Fills and flips the buffer. */
  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new IOException("File ended while it was read.");
      }
    }
    buffer.flip();
  }

  private static void drain(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
