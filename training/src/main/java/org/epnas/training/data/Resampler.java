package org.epnas.training.data;

import java.util.Arrays;
import org.epnas.kernel.architecture.TensorShape;

/**
 * Brings an image to a size: crops the middle to the wanted proportions, then resizes it with a
 * triangle filter whose width grows with the reduction, so that small structures average out
 * instead of aliasing. This class does it along one side.
 */
final class Resampler {
  private final int to;
  private final int[] first;
  private final float[][] taps;

  private Resampler(int from, int to) {
    this.to = to;
    this.first = new int[to];
    this.taps = new float[to][];
    double scale = (double) from / to;
    double support = Math.max(1, scale);
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale - 0.5;
      first[i] = Math.max(0, (int) Math.ceil(centre - support));
      int last = Math.min(from - 1, (int) Math.floor(centre + support));
      taps[i] = triangle(first[i], last, centre, support);
    }
  }

  /** An image of {@code side} x {@code side} with the channels of the given one. */
  static ImageFile.Pixels square(ImageFile.Pixels image, int side) {
    return fit(image, side, side);
  }

  /** An image of {@code height} x {@code width} with the channels of the given one. */
  static ImageFile.Pixels fit(ImageFile.Pixels image, int height, int width) {
    TensorShape shape = image.shape();
    // The largest part with the wanted proportions.
    int cropHeight = cropped(shape.height(), shape.width(), height, width);
    int cropWidth = cropped(shape.width(), shape.height(), width, height);
    int top = (shape.height() - cropHeight) / 2;
    int left = (shape.width() - cropWidth) / 2;
    Resampler down = new Resampler(cropHeight, height);
    Resampler across = new Resampler(cropWidth, width);
    byte[] out = new byte[shape.channels() * height * width];
    for (int channel = 0; channel < shape.channels(); channel++) {
      int start = (channel * shape.height() + top) * shape.width() + left;
      float[] rows = across.rows(image.pixels(), start, shape.width(), cropHeight);
      down.columns(rows, width, out, channel * height * width);
    }
    return new ImageFile.Pixels(new TensorShape(shape.channels(), height, width), out);
  }

  /**
   * What remains of a side, at least 1, where {@code side : other} becomes {@code to : otherTo}.
   */
  private static int cropped(int side, int other, int to, int otherTo) {
    return Math.clamp(Math.round((double) other * to / otherTo), 1, side);
  }

  private static float[] triangle(int first, int last, double centre, double support) {
    float[] weights = new float[last - first + 1];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double weight = Math.max(0, 1 - Math.abs(first + i - centre) / support);
      weights[i] = (float) weight;
      sum += weight;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= (float) sum;
    }
    return weights;
  }

  /** Resizes each of some rows: (height, from) bytes to (height, to) f32. */
  private float[] rows(byte[] in, int start, int stride, int height) {
    float[] rows = new float[height * to];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < to; x++) {
        float sum = 0;
        for (int k = 0; k < taps[x].length; k++) {
          sum += taps[x][k] * Byte.toUnsignedInt(in[start + y * stride + first[x] + k]);
        }
        rows[y * to + x] = sum;
      }
    }
    return rows;
  }

  /** Resizes all columns: (from, width) f32 to (to, width) bytes. */
  private void columns(float[] rows, int width, byte[] out, int outStart) {
    float[] row = new float[width];
    for (int y = 0; y < to; y++) {
      Arrays.fill(row, 0);
      for (int k = 0; k < taps[y].length; k++) {
        for (int x = 0; x < width; x++) {
          row[x] += taps[y][k] * rows[(first[y] + k) * width + x];
        }
      }
      for (int x = 0; x < width; x++) {
        out[outStart + y * width + x] = (byte) Math.clamp(Math.round(row[x]), 0, 255);
      }
    }
  }
}
