package org.epnas.training.data;

import java.util.Arrays;
import org.epnas.kernel.architecture.TensorShape;

/**
 * Makes an image square: crops the middle, then resizes it with a triangle filter whose width grows
 * with the reduction, so that small structures average out instead of aliasing.
 */
final class Resampler {
  private final int from;
  private final int to;
  private final int[] first;
  private final float[][] taps;

  private Resampler(int from, int to) {
    this.from = from;
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
    TensorShape shape = image.shape();
    int crop = Math.min(shape.height(), shape.width());
    int top = (shape.height() - crop) / 2;
    int left = (shape.width() - crop) / 2;
    Resampler resampler = new Resampler(crop, side);
    byte[] out = new byte[shape.channels() * side * side];
    for (int channel = 0; channel < shape.channels(); channel++) {
      int start = (channel * shape.height() + top) * shape.width() + left;
      resampler.plane(image.pixels(), start, shape.width(), out, channel * side * side);
    }
    return new ImageFile.Pixels(new TensorShape(shape.channels(), side, side), out);
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

  /** Rows first, then columns; f32 between the two. */
  private void plane(byte[] in, int start, int stride, byte[] out, int outStart) {
    float[] rows = new float[from * to];
    for (int y = 0; y < from; y++) {
      for (int x = 0; x < to; x++) {
        float sum = 0;
        for (int k = 0; k < taps[x].length; k++) {
          sum += taps[x][k] * Byte.toUnsignedInt(in[start + y * stride + first[x] + k]);
        }
        rows[y * to + x] = sum;
      }
    }
    float[] row = new float[to];
    for (int y = 0; y < to; y++) {
      Arrays.fill(row, 0);
      for (int k = 0; k < taps[y].length; k++) {
        for (int x = 0; x < to; x++) {
          row[x] += taps[y][k] * rows[(first[y] + k) * to + x];
        }
      }
      for (int x = 0; x < to; x++) {
        out[outStart + y * to + x] = (byte) Math.clamp(Math.round(row[x]), 0, 255);
      }
    }
  }
}
