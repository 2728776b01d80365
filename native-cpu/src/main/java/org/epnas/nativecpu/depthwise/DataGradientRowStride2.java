package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;
import static org.epnas.nativecpu.depthwise.ChannelPack.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * One row of the gradient of a depthwise convolution's input, for stride 2 and a padding of half
 * the kernel, of one vector of channels. Even and odd columns of the input meet different taps, so
 * each column of the output's gradient serves both, and no product with a zero in between is taken:
 *
 * <pre>
 *   dx[2j]     = sum over even distances of dy[j + ...] * w[kw],   dx[2j + 1] likewise over odd ones
 * </pre>
 *
 * Four columns j at a time. Each kernel size has its own method, because vectors in arrays do not
 * stay in registers.
 */
final class DataGradientRowStride2 {
  /** Columns j at a time. */
  static final int TILE = 4;

  private final int columns;
  private final int dyRow;
  private final int tapRow;
  private final int kernel;

  /**
   * @param columns of dy
   * @param dyRow floats from one row of dy to the next
   */
  DataGradientRowStride2(int kernel, int columns, int dyRow) {
    this.kernel = kernel;
    this.columns = columns;
    this.dyRow = dyRow;
    this.tapRow = 2 * kernel * LANES;
  }

  static boolean supports(int kernel) {
    return kernel == 3 || kernel == 5 || kernel == 7;
  }

  /**
   * Overwrites a row.
   *
   * @param dyAt of the first column of the row that the first row of taps meets; the rows before it
   *     meet the following ones
   * @param taps K vectors per row of the kernel
   * @param tapsAt of the first row of taps; every second one follows
   * @param rows of taps
   * @param dx the row; columns are rounded up to whole tiles
   */
  void run(float[] dy, int dyAt, float[] taps, int tapsAt, int rows, float[] dx) {
    switch (kernel) {
      case 3 -> run3(dy, dyAt, taps, tapsAt, rows, dx);
      case 5 -> run5(dy, dyAt, taps, tapsAt, rows, dx);
      case 7 -> run7(dy, dyAt, taps, tapsAt, rows, dx);
      default -> throw new IllegalArgumentException("No kernel of " + kernel + " taps");
    }
  }

  private void run3(float[] dy, int dyAt, float[] taps, int tapsAt, int rows, float[] dx) {
    for (int j = 0; j < columns; j += TILE) {
      FloatVector e0 = FloatVector.zero(SPECIES);
      FloatVector e1 = e0;
      FloatVector e2 = e0;
      FloatVector e3 = e0;
      FloatVector o0 = e0;
      FloatVector o1 = e0;
      FloatVector o2 = e0;
      FloatVector o3 = e0;
      for (int row = 0; row < rows; row++) {
        int g = dyAt + j * LANES - row * dyRow;
        int w = tapsAt + row * tapRow;
        FloatVector w0 = load(taps, w);
        FloatVector w1 = load(taps, w + LANES);
        FloatVector w2 = load(taps, w + 2 * LANES);
        FloatVector v = load(dy, g);
        e0 = v.fma(w1, e0);
        o0 = v.fma(w2, o0);
        v = load(dy, g + LANES);
        o0 = v.fma(w0, o0);
        e1 = v.fma(w1, e1);
        o1 = v.fma(w2, o1);
        v = load(dy, g + 2 * LANES);
        o1 = v.fma(w0, o1);
        e2 = v.fma(w1, e2);
        o2 = v.fma(w2, o2);
        v = load(dy, g + 3 * LANES);
        o2 = v.fma(w0, o2);
        e3 = v.fma(w1, e3);
        o3 = v.fma(w2, o3);
        o3 = load(dy, g + 4 * LANES).fma(w0, o3);
      }
      store(dx, j, e0, o0, e1, o1);
      store(dx, j + 2, e2, o2, e3, o3);
    }
  }

  private void run5(float[] dy, int dyAt, float[] taps, int tapsAt, int rows, float[] dx) {
    for (int j = 0; j < columns; j += TILE) {
      FloatVector e0 = FloatVector.zero(SPECIES);
      FloatVector e1 = e0;
      FloatVector e2 = e0;
      FloatVector e3 = e0;
      FloatVector o0 = e0;
      FloatVector o1 = e0;
      FloatVector o2 = e0;
      FloatVector o3 = e0;
      for (int row = 0; row < rows; row++) {
        int g = dyAt + j * LANES - row * dyRow;
        int w = tapsAt + row * tapRow;
        FloatVector w0 = load(taps, w);
        FloatVector w1 = load(taps, w + LANES);
        FloatVector w2 = load(taps, w + 2 * LANES);
        FloatVector w3 = load(taps, w + 3 * LANES);
        FloatVector w4 = load(taps, w + 4 * LANES);
        e0 = load(dy, g - LANES).fma(w4, e0);
        FloatVector v = load(dy, g);
        e0 = v.fma(w2, e0);
        o0 = v.fma(w3, o0);
        e1 = v.fma(w4, e1);
        v = load(dy, g + LANES);
        e0 = v.fma(w0, e0);
        o0 = v.fma(w1, o0);
        e1 = v.fma(w2, e1);
        o1 = v.fma(w3, o1);
        e2 = v.fma(w4, e2);
        v = load(dy, g + 2 * LANES);
        e1 = v.fma(w0, e1);
        o1 = v.fma(w1, o1);
        e2 = v.fma(w2, e2);
        o2 = v.fma(w3, o2);
        e3 = v.fma(w4, e3);
        v = load(dy, g + 3 * LANES);
        e2 = v.fma(w0, e2);
        o2 = v.fma(w1, o2);
        e3 = v.fma(w2, e3);
        o3 = v.fma(w3, o3);
        v = load(dy, g + 4 * LANES);
        e3 = v.fma(w0, e3);
        o3 = v.fma(w1, o3);
      }
      store(dx, j, e0, o0, e1, o1);
      store(dx, j + 2, e2, o2, e3, o3);
    }
  }

  private void run7(float[] dy, int dyAt, float[] taps, int tapsAt, int rows, float[] dx) {
    for (int j = 0; j < columns; j += TILE) {
      FloatVector e0 = FloatVector.zero(SPECIES);
      FloatVector e1 = e0;
      FloatVector e2 = e0;
      FloatVector e3 = e0;
      FloatVector o0 = e0;
      FloatVector o1 = e0;
      FloatVector o2 = e0;
      FloatVector o3 = e0;
      for (int row = 0; row < rows; row++) {
        int g = dyAt + j * LANES - row * dyRow;
        int w = tapsAt + row * tapRow;
        FloatVector w0 = load(taps, w);
        FloatVector w1 = load(taps, w + LANES);
        FloatVector w2 = load(taps, w + 2 * LANES);
        FloatVector w3 = load(taps, w + 3 * LANES);
        FloatVector w4 = load(taps, w + 4 * LANES);
        FloatVector w5 = load(taps, w + 5 * LANES);
        FloatVector w6 = load(taps, w + 6 * LANES);
        FloatVector v = load(dy, g - LANES);
        e0 = v.fma(w5, e0);
        o0 = v.fma(w6, o0);
        v = load(dy, g);
        e0 = v.fma(w3, e0);
        o0 = v.fma(w4, o0);
        e1 = v.fma(w5, e1);
        o1 = v.fma(w6, o1);
        v = load(dy, g + LANES);
        e0 = v.fma(w1, e0);
        o0 = v.fma(w2, o0);
        e1 = v.fma(w3, e1);
        o1 = v.fma(w4, o1);
        e2 = v.fma(w5, e2);
        o2 = v.fma(w6, o2);
        v = load(dy, g + 2 * LANES);
        o0 = v.fma(w0, o0);
        e1 = v.fma(w1, e1);
        o1 = v.fma(w2, o1);
        e2 = v.fma(w3, e2);
        o2 = v.fma(w4, o2);
        e3 = v.fma(w5, e3);
        o3 = v.fma(w6, o3);
        v = load(dy, g + 3 * LANES);
        o1 = v.fma(w0, o1);
        e2 = v.fma(w1, e2);
        o2 = v.fma(w2, o2);
        e3 = v.fma(w3, e3);
        o3 = v.fma(w4, o3);
        v = load(dy, g + 4 * LANES);
        o2 = v.fma(w0, o2);
        e3 = v.fma(w1, e3);
        o3 = v.fma(w2, o3);
        o3 = load(dy, g + 5 * LANES).fma(w0, o3);
      }
      store(dx, j, e0, o0, e1, o1);
      store(dx, j + 2, e2, o2, e3, o3);
    }
  }

  private static FloatVector load(float[] values, int index) {
    return FloatVector.fromArray(SPECIES, values, index);
  }

  private static void store(
      float[] dx, int j, FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    int at = 2 * j * LANES;
    a.intoArray(dx, at);
    b.intoArray(dx, at + LANES);
    c.intoArray(dx, at + 2 * LANES);
    d.intoArray(dx, at + 3 * LANES);
  }
}
