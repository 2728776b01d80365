package org.epnas.training.inheritance;

import java.util.List;
import org.epnas.training.weights.Weights.NamedTensor;

/**
 * Moves the parent's values to where a child's channels want them. All arrays are row-major; {@code
 * rest} holds the child's values where the parent has none and is changed in place.
 */
final class Transfer {
  private Transfer() {}

  /**
   * Per-channel values (C): {@code rest[c] = parent[map(c)]}.
   *
   * @param map of the channels
   */
  static float[] vector(NamedTensor parent, ChannelMap map, float[] rest) {
    for (int c = 0; c < rest.length; c++) {
      if (map.sources()[c] != ChannelMap.NONE) {
        rest[c] = parent.values()[map.sources()[c]];
      }
    }
    return rest;
  }

  /**
   * Convolution weights (out, in, k, k) with their kernels centred on each other: {@code rest[o, i]
   * = parent[out(o), in(i)] * shares[i]}. Where both channels come from the parent, taps outside
   * the parent's kernel are 0.
   *
   * @param shares see {@link ChannelMap#shares}
   */
  static float[] convolution(
      NamedTensor parent,
      List<Integer> shape,
      ChannelMap out,
      ChannelMap in,
      float[] shares,
      float[] rest) {
    int inputs = shape.get(1);
    int parentInputs = parent.shape().get(1);
    int kernel = shape.get(2);
    int parentKernel = parent.shape().get(2);
    for (int o = 0; o < shape.get(0); o++) {
      for (int i = 0; i < inputs; i++) {
        int from = in.sources()[i];
        if (out.sources()[o] != ChannelMap.NONE && from != ChannelMap.NONE) {
          int parentStart = (out.sources()[o] * parentInputs + from) * parentKernel * parentKernel;
          int start = (o * inputs + i) * kernel * kernel;
          taps(parent.values(), parentStart, parentKernel, rest, start, kernel, shares[i]);
        }
      }
    }
    return rest;
  }

  /** One kernel, its centre on the centre of the other. */
  private static void taps(
      float[] parent,
      int parentStart,
      int parentKernel,
      float[] child,
      int start,
      int kernel,
      float factor) {
    int offset = (parentKernel - kernel) / 2;
    for (int y = 0; y < kernel; y++) {
      for (int x = 0; x < kernel; x++) {
        int row = y + offset;
        int column = x + offset;
        boolean inside = row >= 0 && row < parentKernel && column >= 0 && column < parentKernel;
        child[start + y * kernel + x] =
            inside ? factor * parent[parentStart + row * parentKernel + column] : 0;
      }
    }
  }

  /** Depthwise weights (C, 1, k, k): {@code rest[c] = parent[map(c)]}, kernels centred. */
  static float[] depthwise(NamedTensor parent, List<Integer> shape, ChannelMap map, float[] rest) {
    return convolution(parent, shape, map, ChannelMap.identity(1), new float[] {1}, rest);
  }

  /**
   * Dense weights (units, C * pixels): {@code rest[u, c, p] = parent[u, map(c), p] * shares[c]} for
   * the units that both have.
   */
  static float[] dense(
      NamedTensor parent, int units, ChannelMap map, float[] shares, float[] rest) {
    int features = rest.length / units;
    int pixels = features / map.channels();
    int parentFeatures = parent.shape().get(1);
    for (int u = 0; u < Math.min(units, parent.shape().get(0)); u++) {
      for (int c = 0; c < map.channels(); c++) {
        int source = map.sources()[c];
        for (int p = 0; p < pixels && source != ChannelMap.NONE; p++) {
          rest[u * features + c * pixels + p] =
              shares[c] * parent.values()[u * parentFeatures + source * pixels + p];
        }
      }
    }
    return rest;
  }

  /** The weights (out, in, k, k) of a convolution that passes the parent's channels on. */
  static float[] identity(List<Integer> shape, ChannelMap out, ChannelMap in, float[] shares) {
    int inputs = shape.get(1);
    int kernel = shape.get(2);
    int centre = kernel * kernel / 2;
    float[] values = new float[shape.get(0) * inputs * kernel * kernel];
    for (int o = 0; o < shape.get(0); o++) {
      for (int i = 0; i < inputs; i++) {
        if (in.sources()[i] != ChannelMap.NONE && in.sources()[i] == out.sources()[o]) {
          values[(o * inputs + i) * kernel * kernel + centre] = shares[i];
        }
      }
    }
    return values;
  }

  /** The weights (C, 1, k, k) of a depthwise convolution that passes all channels on. */
  static float[] depthwiseIdentity(List<Integer> shape) {
    int taps = shape.get(2) * shape.get(3);
    float[] values = new float[shape.get(0) * taps];
    for (int c = 0; c < shape.get(0); c++) {
      values[c * taps + taps / 2] = 1;
    }
    return values;
  }
}
