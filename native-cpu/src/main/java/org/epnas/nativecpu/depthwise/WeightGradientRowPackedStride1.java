package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;
import static org.epnas.nativecpu.depthwise.ChannelPack.SPECIES;

import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.depthwise.WeightGradientRowPacked.Rows;

/**
 * {@link WeightGradientRowPacked} for stride 1 without dilation, the common case. Two output
 * columns at a time share the loads of x and keep twice as many sums in flight, and the constant
 * step spares the loop its bounds checks.
 */
final class WeightGradientRowPackedStride1 {
  private final int xRow;
  private final int dyRow;

  WeightGradientRowPackedStride1(DepthwiseShape shape) {
    this.xRow = shape.paddedWidth() * LANES;
    this.dyRow = shape.outputWidth() * LANES;
  }

  static boolean supports(DepthwiseShape shape) {
    return shape.stride() == 1 && shape.dilation() == 1 && shape.kernel() < 7;
  }

  void add3(float[] x, float[] dy, int kernelRow, Rows rows, float[] sums, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    for (int row = rows.from(); row < rows.to(); row++) {
      int o = row * dyRow;
      int delta = (row + kernelRow) * xRow - o;
      int end = o + dyRow;
      for (; o < end - LANES; o += 2 * LANES) {
        FloatVector d = load(dy, o);
        FloatVector e = load(dy, o + LANES);
        a0 = d.fma(load(x, o + delta), a0);
        FloatVector shared = load(x, o + delta + LANES);
        a1 = d.fma(shared, a1);
        b0 = e.fma(shared, b0);
        shared = load(x, o + delta + 2 * LANES);
        a2 = d.fma(shared, a2);
        b1 = e.fma(shared, b1);
        b2 = e.fma(load(x, o + delta + 3 * LANES), b2);
      }
      if (o < end) {
        FloatVector d = load(dy, o);
        a0 = d.fma(load(x, o + delta), a0);
        a1 = d.fma(load(x, o + delta + LANES), a1);
        a2 = d.fma(load(x, o + delta + 2 * LANES), a2);
      }
    }
    increase(sums, at, a0.add(b0));
    increase(sums, at + LANES, a1.add(b1));
    increase(sums, at + 2 * LANES, a2.add(b2));
  }

  void add5(float[] x, float[] dy, int kernelRow, Rows rows, float[] sums, int at) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector a3 = a0;
    FloatVector a4 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    FloatVector b3 = a0;
    FloatVector b4 = a0;
    for (int row = rows.from(); row < rows.to(); row++) {
      int o = row * dyRow;
      int delta = (row + kernelRow) * xRow - o;
      int end = o + dyRow;
      for (; o < end - LANES; o += 2 * LANES) {
        FloatVector d = load(dy, o);
        FloatVector e = load(dy, o + LANES);
        a0 = d.fma(load(x, o + delta), a0);
        FloatVector shared = load(x, o + delta + LANES);
        a1 = d.fma(shared, a1);
        b0 = e.fma(shared, b0);
        shared = load(x, o + delta + 2 * LANES);
        a2 = d.fma(shared, a2);
        b1 = e.fma(shared, b1);
        shared = load(x, o + delta + 3 * LANES);
        a3 = d.fma(shared, a3);
        b2 = e.fma(shared, b2);
        shared = load(x, o + delta + 4 * LANES);
        a4 = d.fma(shared, a4);
        b3 = e.fma(shared, b3);
        b4 = e.fma(load(x, o + delta + 5 * LANES), b4);
      }
      if (o < end) {
        FloatVector d = load(dy, o);
        a0 = d.fma(load(x, o + delta), a0);
        a1 = d.fma(load(x, o + delta + LANES), a1);
        a2 = d.fma(load(x, o + delta + 2 * LANES), a2);
        a3 = d.fma(load(x, o + delta + 3 * LANES), a3);
        a4 = d.fma(load(x, o + delta + 4 * LANES), a4);
      }
    }
    increase(sums, at, a0.add(b0));
    increase(sums, at + LANES, a1.add(b1));
    increase(sums, at + 2 * LANES, a2.add(b2));
    increase(sums, at + 3 * LANES, a3.add(b3));
    increase(sums, at + 4 * LANES, a4.add(b4));
  }

  private static FloatVector load(float[] values, int index) {
    return FloatVector.fromArray(SPECIES, values, index);
  }

  private static void increase(float[] sums, int at, FloatVector more) {
    load(sums, at).add(more).intoArray(sums, at);
  }
}
