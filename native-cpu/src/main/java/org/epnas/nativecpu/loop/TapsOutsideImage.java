package org.epnas.nativecpu.loop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.stream.IntStream;

/**
 * Taps of a convolution that never meet a pixel, because the image is smaller than the kernel: the
 * gradients of their weights are 0. oneDNN's bf16 kernels leave there what was in memory before.
 *
 * @param gradient of the weights: (..., K, K) f32, row-major
 * @param kernel K
 * @param taps kh * K + kw of each
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record TapsOutsideImage(MemorySegment gradient, int kernel, int[] taps) {
  /**
   * One side of a convolution.
   *
   * @param input H or W
   * @param output of the output
   * @param kernel K
   */
  public record Side(int input, int output, int kernel, int stride, int padding, int dilation) {
    boolean meets(int tap) {
      int first = tap * dilation - padding;
      return IntStream.range(0, output)
          .map(at -> first + at * stride)
          .anyMatch(at -> at >= 0 && at < input);
    }
  }

  /** The taps that no pixel meets. */
  public static int[] of(Side rows, Side columns) {
    int k = rows.kernel();
    return IntStream.range(0, k * k)
        .filter(tap -> !rows.meets(tap / k) || !columns.meets(tap % k))
        .toArray();
  }

  /** Writes the zeros. */
  public void clear() {
    long values = gradient.byteSize() / Float.BYTES;
    for (long filter = 0; filter < values; filter += (long) kernel * kernel) {
      for (int tap : taps) {
        gradient.setAtIndex(ValueLayout.JAVA_FLOAT, filter + tap, 0);
      }
    }
  }
}
