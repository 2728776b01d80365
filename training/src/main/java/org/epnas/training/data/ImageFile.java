package org.epnas.training.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.epnas.kernel.architecture.TensorShape;

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

  /**
   * @throws DataException if it cannot be read or decoded, or is too large for the memory
   */
  static Pixels read(Path file) {
    return ImageDecoder.read(file);
  }

  static Pixels pixels(BufferedImage image) {
    return image.getRaster().getNumBands() < 3
            && !(image.getColorModel() instanceof IndexColorModel)
        ? grey(image.getRaster())
        : colour(image);
  }

  /**
   * Takes the samples as they are: converting a grey image by its colour space would apply another
   * gamma.
   */
  private static Pixels grey(Raster raster) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - Byte.SIZE);
    byte[] plane = new byte[width * height];
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int x = 0; x < width; x++) {
        plane[y * width + x] = (byte) (row[x] >> shift);
      }
    }
    return new Pixels(new TensorShape(1, height, width), plane);
  }

  private static Pixels colour(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int area = width * height;
    byte[] planes = new byte[3 * area];
    boolean grey = true;
    int[] row = new int[width];
    // Row by row: a whole image of int pixels would take more memory than all else.
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        byte red = (byte) (row[x] >> 16);
        byte green = (byte) (row[x] >> 8);
        byte blue = (byte) row[x];
        int i = y * width + x;
        planes[i] = red;
        planes[area + i] = green;
        planes[2 * area + i] = blue;
        grey &= red == green && green == blue;
      }
    }
    boolean palette = image.getColorModel() instanceof IndexColorModel;
    return grey && palette
        ? new Pixels(new TensorShape(1, height, width), Arrays.copyOf(planes, area))
        : new Pixels(new TensorShape(3, height, width), planes);
  }
}
