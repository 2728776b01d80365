package org.epnas.training.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.epnas.kernel.text.IoReason;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one image file. Its size is known from the header before anything is decoded, so that a
 * small file cannot ask for more memory than {@link #MAX_PIXELS} take. A file that ends in the
 * middle of its picture is refused, although the decoder would fill the rest with grey.
 */
final class ImageDecoder {
  /** As many as a picture of 16384 x 8192 has; its three planes take 384 MiB. */
  static final long MAX_PIXELS = 1L << 27;

  /**
   * No format packs more into a byte: deflate makes 1032 bytes of one, each of eight pixels of one
   * bit.
   */
  static final long MAX_PIXELS_PER_BYTE = 1032 * 8;

  /** Larger files are no photographs; they are read into memory as a whole. */
  static final long MAX_FILE_BYTES = 1L << 29;

  /**
   * By content, whatever the name says. Others that Java knows, WBMP and TIFF, would take many a
   * broken file for theirs: two zeros are enough for the former.
   */
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");

  private final Path file;

  /** Width x height, once the header is read. */
  private String size = "unknown size";

  private boolean cutOff;

  private ImageDecoder(Path file) {
    this.file = file;
  }

  static ImageFile.Pixels read(Path file) {
    return new ImageDecoder(file).read();
  }

  private ImageFile.Pixels read() {
    try {
      return ImageFile.pixels(decode(bytes()));
    } catch (OutOfMemoryError e) {
      throw outOfMemory(e);
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (lacksMemory(e)) {
        throw outOfMemory(e);
      }
      // The decoders throw exceptions of any kind where bytes contradict each other.
      throw damaged(reason(e), e);
    }
  }

  private byte[] bytes() {
    try {
      long bytes = Files.size(file);
      if (bytes == 0) {
        throw damaged("it is empty", null);
      }
      if (bytes > MAX_FILE_BYTES) {
        throw new DataException(
            "Image (%s) has %s bytes; at most %s MiB are read. Maybe make it smaller."
                .formatted(file, bytes, MAX_FILE_BYTES >> 20));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new DataException(
          Files.isSymbolicLink(file)
              ? "Image (%s) is a link that leads nowhere. Maybe remove it.".formatted(file)
              : "Image (%s) does not exist. Maybe check the path.".formatted(file),
          e);
    } catch (AccessDeniedException e) {
      throw new DataException(
          "Image (%s) may not be read by this user. Maybe change its permissions.".formatted(file),
          e);
    } catch (IOException e) {
      throw new DataException(
          "Image (%s) cannot be read: %s. Maybe check the path."
              .formatted(file, IoReason.of(e, file)),
          e);
    }
  }

  /** From memory: ImageIO would otherwise write every file to a temporary one first. */
  private BufferedImage decode(byte[] bytes) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = reader(in);
      try {
        reader.setInput(in, true, true);
        requireSize(reader.getWidth(0), reader.getHeight(0), bytes.length);
        reader.addIIOReadWarningListener((_, warning) -> cutOff |= saysCutOff(warning));
        BufferedImage image = reader.read(0);
        if (cutOff) {
          throw damaged("it ends in the middle of the picture", null);
        }
        return image;
      } finally {
        reader.dispose();
      }
    }
  }

  private ImageReader reader(ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
      reader.dispose();
    }
    throw damaged("neither PNG nor JPEG", null);
  }

  private void requireSize(int width, int height, long fileBytes) {
    size = "%sx%s".formatted(width, height);
    if ((long) width * height > MAX_PIXELS) {
      throw new DataException(
          "Image (%s) is %s pixels by its header; at most %s million are decoded. Maybe it is damaged or made to fill the memory: make it smaller or remove it."
              .formatted(file, size, MAX_PIXELS / 1_000_000));
    }
    if ((long) width * height > fileBytes * MAX_PIXELS_PER_BYTE) {
      throw damaged(
          "its header declares %s pixels, more than %s bytes can hold".formatted(size, fileBytes),
          null);
    }
  }

  /** Of the JPEG decoder, whose marker names are in no language. */
  private static boolean saysCutOff(String warning) {
    return warning.contains("EOI") || warning.contains("remature end");
  }

  private static boolean lacksMemory(@Nullable Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof OutOfMemoryError) {
        return true;
      }
    }
    return false;
  }

  private DataException outOfMemory(Throwable cause) {
    return new DataException(
        "Image (%s) of %s pixels does not fit into the memory that Java may use (%s MiB). %s"
            .formatted(file, size, Runtime.getRuntime().maxMemory() >> 20, DataMemory.WAY_OUT),
        cause);
  }

  private DataException damaged(String reason, @Nullable Throwable cause) {
    return new DataException(
        "Image (%s) cannot be decoded (%s). Maybe it is damaged: replace or remove it."
            .formatted(file, reason),
        cause);
  }

  /** The innermost message says most; some outer ones say nothing. */
  private static String reason(Exception problem) {
    String reason = "";
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      String message = Objects.requireNonNullElse(cause.getMessage(), "").strip();
      reason = message.isEmpty() ? reason : message;
    }
    String line = reason.lines().findFirst().orElse("").strip();
    return line.isEmpty() ? "its bytes contradict each other" : line;
  }
}
