package org.epnas.kernel.text;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads UTF-8 text strictly. A byte order mark in front, as spreadsheets write it, is skipped;
 * other encodings are refused by name instead of becoming wrong characters.
 */
public final class Utf8 {
  /** Longest text that is read as a whole, in bytes: what people write is far below. */
  public static final int MAX_BYTES = 1 << 28;

  /** Bytes of a byte order mark in UTF-8. */
  private static final int MARK_BYTES = 3;

  private Utf8() {}

  /**
   * Reads a file as a whole.
   *
   * @throws TextEncodingException if it is not UTF-8, or longer than {@link #MAX_BYTES}
   * @throws IOException if it cannot be read
   */
  public static String read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new TextEncodingException(
            "it is longer than %s MiB, which no such file is".formatted(MAX_BYTES >> 20));
      }
      return decode(bytes);
    }
  }

  /** Takes the lines of a file. */
  @FunctionalInterface
  public interface LineConsumer {
    /**
     * @param number from 1
     * @param line without its end
     * @param complete false for a last line that has no line end: it may be cut off
     */
    void accept(long number, String line, boolean complete) throws IOException;
  }

  /**
   * Reads a file line by line. A last line without a line end whose characters are cut off, too, is
   * left out.
   *
   * @throws TextEncodingException if it is not UTF-8, or a line is longer than {@link #MAX_BYTES}
   * @throws IOException if it cannot be read
   */
  public static void lines(Path file, LineConsumer lines) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      for (int value = in.read(); value >= 0; value = in.read()) {
        if (value == '\n') {
          lines.accept(number, withoutReturn(decode(line.toByteArray(), number)), true);
          line.reset();
          number++;
        } else if (line.size() == MAX_BYTES) {
          throw new TextEncodingException(
              "line %s is longer than %s MiB, which no such line is"
                  .formatted(number, MAX_BYTES >> 20));
        } else {
          line.write(value);
        }
      }
      Optional<String> last = cutOff(line.toByteArray(), number);
      if (last.isPresent()) {
        lines.accept(number, last.get(), false);
      }
    }
  }

  private static String withoutReturn(String line) {
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  private static Optional<String> cutOff(byte[] bytes, long number) {
    try {
      return bytes.length == 0 ? Optional.empty() : Optional.of(decode(bytes, number));
    } catch (TextEncodingException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws TextEncodingException if the bytes are not UTF-8; the message names the line
   */
  public static String decode(byte[] bytes) throws TextEncodingException {
    return decode(bytes, 1);
  }

  /**
   * @param firstLine number of the line that the bytes begin with
   */
  private static String decode(byte[] bytes, long firstLine) throws TextEncodingException {
    requireUtf8Mark(bytes);
    int start = hasMark(bytes) ? MARK_BYTES : 0;
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length - start);
    CharsetDecoder decoder = decoder();
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new TextEncodingException(
          "byte %s in line %s (0x%s) is not UTF-8"
              .formatted(
                  in.position(),
                  firstLine + line(bytes, in.position()),
                  HexFormat.of().toHexDigits(bytes[in.position()])));
    }
    String text = out.flip().toString();
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new TextEncodingException(
          "line %s holds a NUL character, as UTF-16 does"
              .formatted(
                  firstLine + text.substring(0, nul).chars().filter(c -> c == '\n').count()));
    }
    return text;
  }

  /**
   * For readers that take a stream.
   *
   * @param first at least the first four bytes of the text, if it has as many
   * @return bytes of the byte order mark in front, to be skipped
   * @throws TextEncodingException if the bytes begin as UTF-16 or UTF-32 does
   */
  public static int markBytes(byte[] first) throws TextEncodingException {
    requireUtf8Mark(first);
    return hasMark(first) ? MARK_BYTES : 0;
  }

  /** One that throws a {@link CharacterCodingException} at what is not UTF-8. */
  public static CharsetDecoder decoder() {
    return StandardCharsets.UTF_8
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static void requireUtf8Mark(byte[] bytes) throws TextEncodingException {
    Optional<String> other = other(bytes);
    if (other.isPresent()) {
      throw new TextEncodingException(
          "by its first bytes it is %s, not UTF-8".formatted(other.get()));
    }
  }

  private static Optional<String> other(byte[] bytes) {
    if (startsWith(bytes, 0xff, 0xfe, 0, 0) || startsWith(bytes, 0, 0, 0xfe, 0xff)) {
      return Optional.of("UTF-32");
    }
    return startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff)
        ? Optional.of("UTF-16")
        : Optional.empty();
  }

  private static boolean hasMark(byte[] bytes) {
    return startsWith(bytes, 0xef, 0xbb, 0xbf);
  }

  private static boolean startsWith(byte[] bytes, int... start) {
    if (bytes.length < start.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if (Byte.toUnsignedInt(bytes[i]) != start[i]) {
        return false;
      }
    }
    return true;
  }

  /** Line ends before a position. */
  private static int line(byte[] bytes, int end) {
    int line = 0;
    for (int i = 0; i < end; i++) {
      line += bytes[i] == '\n' ? 1 : 0;
    }
    return line;
  }
}
