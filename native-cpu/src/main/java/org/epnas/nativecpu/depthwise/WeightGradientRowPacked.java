package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;
import static org.epnas.nativecpu.depthwise.ChannelPack.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * Adds up the products that belong to one row of a depthwise kernel, over some rows of an image of
 * one vector of channels. One accumulator per tap stays in a register meanwhile; each kernel size
 * has its own method, because arrays of vectors do not.
 *
 * <pre>
 *   sums[kw] += sum over oh, ow of dy[oh][ow] * x[oh * stride + kh * dilation][ow * stride + kw * dilation]
 * </pre>
 */
final class WeightGradientRowPacked {
  /** Rows of the output, from one up to another that does not belong to them. */
  record Rows(int from, int to) {}

  private final DepthwiseShape shape;
  private final boolean isDense;
  private final WeightGradientRowPackedStride1 dense;
  private final int xRow;
  private final int dyRow;

  /** From one output column to the next, in x. */
  private final int step;

  /** From one tap to the next, in x. */
  private final int tap;

  WeightGradientRowPacked(DepthwiseShape shape) {
    this.shape = shape;
    this.isDense = WeightGradientRowPackedStride1.supports(shape);
    this.dense = new WeightGradientRowPackedStride1(shape);
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
   * @param rows oh
   * @param sums K vectors from {@code at} on are increased
   */
  void add(float[] x, float[] dy, int kernelRow, Rows rows, float[] sums, int at) {
    switch (shape.kernel()) {
      case 3 -> {
        if (isDense) {
          dense.add3(x, dy, kernelRow, rows, sums, at);
        } else {
          add3(x, dy, kernelRow, rows, sums, at);
        }
      }
      case 5 -> {
        if (isDense) {
          dense.add5(x, dy, kernelRow, rows, sums, at);
        } else {
          add5(x, dy, kernelRow, rows, sums, at);
        }
      }
      case 7 -> add7(x, dy, kernelRow, rows, sums, at);
      default -> throw new IllegalArgumentException("No kernel of " + shape.kernel() + " taps");
    }
  }

  private int xStart(int outputRow, int kernelRow) {
    return (outputRow * shape.stride() + kernelRow * shape.dilation()) * xRow;
  }

  private void add3(float[] x, float[] dy, int kernelRow, Rows rows, float[] sums, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    for (int row = rows.from(); row < rows.to(); row++) {
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

  private void add5(float[] x, float[] dy, int kernelRow, Rows rows, float[] sums, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    for (int row = rows.from(); row < rows.to(); row++) {
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

  private void add7(float[] x, float[] dy, int kernelRow, Rows rows, float[] sums, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector a5 = a0;
    FloatVector a6 = a0;
    for (int row = rows.from(); row < rows.to(); row++) {
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
