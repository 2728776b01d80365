package org.epnas.nativecpu.kernel;

import static org.epnas.nativecpu.kernel.ChannelPack.LANES;
import static org.epnas.nativecpu.kernel.ChannelPack.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Adds up the products that belong to one row of a depthwise kernel, over a whole image of one
 * vector of channels. One accumulator per tap stays in a register for the whole image; each kernel
 * size has its own method, because arrays of vectors do not.
 *
 * <pre>
 *   sums[kw] += sum over oh, ow of dy[oh][ow] * x[oh * stride + kh * dilation][ow * stride + kw * dilation]
 * </pre>
 */
final class TapRow {
  private final DepthwiseShape shape;
  private final int xRow;
  private final int dyRow;

  /** From one output column to the next, in x. */
  private final int step;

  /** From one tap to the next, in x. */
  private final int tap;

  TapRow(DepthwiseShape shape) {
    this.shape = shape;
    this.xRow = shape.paddedWidth() * LANES;
    this.dyRow = shape.outputWidth() * LANES;
    this.step = shape.stride() * LANES;
    this.tap = shape.dilation() * LANES;
  }

  static boolean supports(int kernel) {
    return kernel == 3 || kernel == 5 || kernel == 7;
  }

  /**
   * @param x packed input with its padding as margin
   * @param dy packed gradient of the output
   * @param kernelRow kh
   * @param sums K vectors from {@code at} on are increased
   */
  void add(float[] x, float[] dy, int kernelRow, float[] sums, int at) {
    switch (shape.kernel()) {
      case 3 -> add3(x, dy, kernelRow, sums, at);
      case 5 -> add5(x, dy, kernelRow, sums, at);
      case 7 -> add7(x, dy, kernelRow, sums, at);
      default -> throw new IllegalArgumentException("No kernel of " + shape.kernel() + " taps");
    }
  }

  private int xStart(int outputRow, int kernelRow) {
    return (outputRow * shape.stride() + kernelRow * shape.dilation()) * xRow;
  }

  private void add3(float[] x, float[] dy, int kernelRow, float[] sums, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    for (int row = 0; row < shape.outputHeight(); row++) {
      int i = xStart(row, kernelRow);
      int end = (row + 1) * dyRow;
      for (int o = row * dyRow; o < end; o += LANES, i += step) {
        FloatVector d = load(dy, o);
        a0 = d.fma(load(x, i), a0);
        a1 = d.fma(load(x, i + tap), a1);
        a2 = d.fma(load(x, i + 2 * tap), a2);
      }
    }
    increase(sums, at, a0);
    increase(sums, at + LANES, a1);
    increase(sums, at + 2 * LANES, a2);
  }

  private void add5(float[] x, float[] dy, int kernelRow, float[] sums, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    for (int row = 0; row < shape.outputHeight(); row++) {
      int i = xStart(row, kernelRow);
      int end = (row + 1) * dyRow;
      for (int o = row * dyRow; o < end; o += LANES, i += step) {
        FloatVector d = load(dy, o);
        a0 = d.fma(load(x, i), a0);
        a1 = d.fma(load(x, i + tap), a1);
        a2 = d.fma(load(x, i + 2 * tap), a2);
        a3 = d.fma(load(x, i + 3 * tap), a3);
        a4 = d.fma(load(x, i + 4 * tap), a4);
      }
    }
    increase(sums, at, a0);
    increase(sums, at + LANES, a1);
    increase(sums, at + 2 * LANES, a2);
    increase(sums, at + 3 * LANES, a3);
    increase(sums, at + 4 * LANES, a4);
  }

  private void add7(float[] x, float[] dy, int kernelRow, float[] sums, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    for (int row = 0; row < shape.outputHeight(); row++) {
      int i = xStart(row, kernelRow);
      int end = (row + 1) * dyRow;
      for (int o = row * dyRow; o < end; o += LANES, i += step) {
        FloatVector d = load(dy, o);
        a0 = d.fma(load(x, i), a0);
        a1 = d.fma(load(x, i + tap), a1);
        a2 = d.fma(load(x, i + 2 * tap), a2);
        a3 = d.fma(load(x, i + 3 * tap), a3);
        a4 = d.fma(load(x, i + 4 * tap), a4);
        a5 = d.fma(load(x, i + 5 * tap), a5);
        a6 = d.fma(load(x, i + 6 * tap), a6);
      }
    }
    increase(sums, at, a0);
    increase(sums, at + LANES, a1);
    increase(sums, at + 2 * LANES, a2);
    increase(sums, at + 3 * LANES, a3);
    increase(sums, at + 4 * LANES, a4);
    increase(sums, at + 5 * LANES, a5);
    increase(sums, at + 6 * LANES, a6);
  }

  private static FloatVector load(float[] values, int index) {
    return FloatVector.fromArray(SPECIES, values, index);
  }

  private static void increase(float[] sums, int at, FloatVector more) {
    load(sums, at).add(more).intoArray(sums, at);
  }
}
