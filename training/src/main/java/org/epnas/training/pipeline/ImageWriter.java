package org.epnas.training.pipeline;

import java.util.Arrays;
import org.epnas.kernel.architecture.TensorShape;
import org.epnas.training.backend.DeviceImages;
import org.epnas.training.data.DataSet;

/**
 * Writes one image of a data set into a batch: out[c, y, x] = table[c, in[c, y + dy, x + dx]], 0
 * outside the image, x mirrored on request. Reads bytes (C, H, W), writes f32 (C, H, W); every
 * value of the target is overwritten. Immutable.
 */
final class ImageWriter {
  private static final int BYTE_VALUES = 256;

  private final byte[] pixels;
  private final float[] table;
  private final int channels;
  private final int height;
  private final int width;

  ImageWriter(DataSet data, Normalisation normalisation) {
    TensorShape shape = data.shape();
    if (normalisation.means().size() != shape.channels()) {
      throw new IllegalArgumentException(
          "Normalisation of %s channels does not fit images of %s."
              .formatted(normalisation.means().size(), shape));
    }
    pixels = data.pixels();
    table = normalisation.table();
    channels = shape.channels();
    height = shape.height();
    width = shape.width();
  }

  /**
   * The same images for a device that writes them itself.
   *
   * @param labels of all images of the data set
   */
  DeviceImages deviceImages(int[] labels, Augmentation augmentation, long seed) {
    return new DeviceImages(
        new TensorShape(channels, height, width),
        pixels,
        labels,
        table,
        augmentation.cropPadding(),
        augmentation.flip(),
        augmentation.cutout(),
        seed);
  }

  int imageElements() {
    return channels * height * width;
  }

  /**
   * @param image index in the data set
   * @param start position of the image's first value in {@code out}
   * @param dx added to the column that is read, may be negative
   * @param dy added to the row that is read, may be negative
   */
  void write(int image, float[] out, int start, int dx, int dy, boolean flip) {
    // Columns of the target whose source lies inside the image, before mirroring.
    int from = Math.clamp(-dx, 0, width);
    int to = Math.clamp(width - dx, from, width);
    for (int channel = 0; channel < channels; channel++) {
      int plane = (image * channels + channel) * height * width;
      int outPlane = start + channel * height * width;
      for (int y = 0; y < height; y++) {
        int outRow = outPlane + y * width;
        int sourceY = y + dy;
        if (sourceY < 0 || sourceY >= height || from == to) {
          Arrays.fill(out, outRow, outRow + width, 0);
        } else if (flip) {
          mirroredRow(plane + sourceY * width + dx, out, outRow, from, to, channel * BYTE_VALUES);
        } else {
          row(plane + sourceY * width + dx, out, outRow, from, to, channel * BYTE_VALUES);
        }
      }
    }
  }

  /** Sets a square to 0 in all channels; parts outside the image are ignored. */
  void cutOut(float[] out, int start, int left, int top, int side) {
    int from = Math.clamp(left, 0, width);
    int to = Math.clamp(left + side, 0, width);
    int lastRow = Math.min(height, top + side);
    for (int channel = 0; channel < channels; channel++) {
      for (int y = Math.max(0, top); y < lastRow; y++) {
        int row = start + (channel * height + y) * width;
        Arrays.fill(out, row + from, row + to, 0);
      }
    }
  }

  private void row(int source, float[] out, int outRow, int from, int to, int tableStart) {
    Arrays.fill(out, outRow, outRow + from, 0);
    for (int x = from; x < to; x++) {
      out[outRow + x] = table[tableStart + (pixels[source + x] & 0xff)];
    }
    Arrays.fill(out, outRow + to, outRow + width, 0);
  }

  private void mirroredRow(int source, float[] out, int outRow, int from, int to, int tableStart) {
    int last = outRow + width - 1;
    Arrays.fill(out, last - from + 1, outRow + width, 0);
    for (int x = from; x < to; x++) {
      out[last - x] = table[tableStart + (pixels[source + x] & 0xff)];
    }
    Arrays.fill(out, outRow, last - to + 1, 0);
  }
}
