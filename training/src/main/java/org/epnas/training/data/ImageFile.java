package org.epnas.training.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.epnas.kernel.architecture.TensorShape;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one PNG or JPEG file to planes of unsigned bytes. Transparency is ignored, and so is the
 * camera's note on how the picture was held (Exif orientation).
 */
final class ImageFile {
  /**
   * @param shape 1 channel for a grey image, 3 (red, green, blue) for others
   * @param pixels planes (C, H, W)
   */
  record Pixels(TensorShape shape, byte[] pixels) {
    /** The same image with three equal planes if it is grey. */
    Pixels inColour() {
      if (shape.channels() == 3) {
        return this;
      }
      byte[] planes = new byte[3 * pixels.length];
      for (int channel = 0; channel < 3; channel++) {
        System.arraycopy(pixels, 0, planes, channel * pixels.length, pixels.length);
      }
      return new Pixels(shape.withChannels(3), planes);
    }

    /** The same image in one plane: its luma, 0.299 red + 0.587 green + 0.114 blue (BT.601). */
    Pixels inGrey() {
      if (shape.channels() == 1) {
        return this;
      }
      int area = shape.height() * shape.width();
      byte[] plane = new byte[area];
      for (int i = 0; i < area; i++) {
        int red = Byte.toUnsignedInt(pixels[i]);
        int green = Byte.toUnsignedInt(pixels[area + i]);
        int blue = Byte.toUnsignedInt(pixels[2 * area + i]);
        plane[i] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
      }
      return new Pixels(shape.withChannels(1), plane);
    }
  }

  private ImageFile() {}

  static boolean recognises(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".png") || name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  static Pixels read(Path file) {
    return pixels(decode(file));
  }

  static Pixels pixels(BufferedImage image) {
    return image.getRaster().getNumBands() < 3
            && !(image.getColorModel() instanceof IndexColorModel)
        ? grey(image.getRaster())
        : colour(image);
  }

  private static BufferedImage decode(Path file) {
    @Nullable BufferedImage image;
    try {
      // From memory: ImageIO would otherwise write every file to a temporary one first.
      byte[] bytes = Files.readAllBytes(file);
      image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)));
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, String.valueOf(e.getMessage()), e);
    }
    if (image == null) {
      throw unreadable(file, "neither PNG nor JPEG", null);
    }
    return image;
  }

  private static DataException unreadable(Path file, String reason, @Nullable Throwable cause) {
    return new DataException(
        "Image (%s) cannot be decoded (%s). Maybe it is damaged: replace or remove it."
            .formatted(file, reason),
        cause);
  }

  /**
   * Takes the samples as they are: converting a grey image by its colour space would apply another
   * gamma.
   */
  private static Pixels grey(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - Byte.SIZE);
    int[] samples = raster.getSamples(0, 0, width, height, 0, (int[]) null);
    byte[] plane = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      plane[i] = (byte) (samples[i] >> shift);
    }
    return new Pixels(new TensorShape(1, height, width), plane);
  }

  private static Pixels colour(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] argb = image.getRGB(0, 0, width, height, null, 0, width);
    byte[] planes = new byte[3 * argb.length];
    boolean grey = true;
    for (int i = 0; i < argb.length; i++) {
      byte red = (byte) (argb[i] >> 16);
      byte green = (byte) (argb[i] >> 8);
      byte blue = (byte) argb[i];
      planes[i] = red;
      planes[argb.length + i] = green;
      planes[2 * argb.length + i] = blue;
      grey &= red == green && green == blue;
    }
    boolean palette = image.getColorModel() instanceof IndexColorModel;
    return grey && palette
        ? new Pixels(new TensorShape(1, height, width), Arrays.copyOf(planes, argb.length))
        : new Pixels(new TensorShape(3, height, width), planes);
  }
}
