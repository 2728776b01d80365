package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;
import static org.epnas.nativecpu.depthwise.ChannelPack.SPECIES;
import static org.epnas.nativecpu.depthwise.WeightGradientRowInPlace.increase;
import static org.epnas.nativecpu.depthwise.WeightGradientRowInPlace.load;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.depthwise.WeightGradientRowPacked.Rows;

/** As {@link WeightGradientRowInPlaceStride1}, for 5x5 with stride 2. */
final class WeightGradientRowInPlaceStride2 implements WeightGradientRowInPlace {
  private final DepthwiseShape shape;
  private final ImageTensor x;
  private final ImageTensor dy;

  /** Bytes from one row of x to that of the next row of dy. */
  private final int xStep;

  private final int dyRow;

  WeightGradientRowInPlaceStride2(DepthwiseShape shape, ImageTensor x, ImageTensor dy) {
    this.shape = shape;
    this.x = x;
    this.dy = dy;
    this.xStep = 2 * shape.width() * PIXEL;
    this.dyRow = shape.outputWidth() * PIXEL;
  }

  /** The output is half as wide and takes its middle columns in pairs. */
  static boolean supports(DepthwiseShape shape) {
    return shape.kernel() == 5
        && shape.stride() == 2
        && shape.dilation() == 1
        && shape.padding() == 2
        && shape.width() % 4 == 0;
  }

  @Override
  public void add(int image, int channel, int kernelRow, Rows rows, float[] sums, int at) {
    int above = shape.padding() - kernelRow;
    int from = Math.max(rows.from(), Math.ceilDiv(above, 2));
    int count = Math.min(rows.to(), Math.ceilDiv(shape.height() + above, 2)) - from;
    if (count > 0) {
      long xAt = x.rowOffset(image, channel, 2 * from - above);
      long dyAt = dy.rowOffset(image, channel, from);
      middle(xAt, dyAt, count, sums, at);
      edges(xAt, dyAt, count, sums, at);
    }
  }

  private void middle(long xAt, long dyAt, int rows, float[] sums, int at) {
    MemorySegment x = this.x.values();
    MemorySegment dy = this.dy.values();
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
    int end = dyRow - 2 * PIXEL;
    for (int row = 0; row < rows; row++) {
      long i = xAt + (long) row * xStep;
      long o = dyAt + (long) row * dyRow + PIXEL;
      for (int c = 0; c < end; c += 2 * PIXEL) {
        int at0 = 2 * c;
        FloatVector d = load(dy, o + c);
        FloatVector e = load(dy, o + c + PIXEL);
        a0 = d.fma(load(x, i + at0), a0);
        a1 = d.fma(load(x, i + at0 + PIXEL), a1);
        FloatVector shared = load(x, i + at0 + 2L * PIXEL);
        a2 = d.fma(shared, a2);
        b0 = e.fma(shared, b0);
        shared = load(x, i + at0 + 3L * PIXEL);
        a3 = d.fma(shared, a3);
        b1 = e.fma(shared, b1);
        shared = load(x, i + at0 + 4L * PIXEL);
        a4 = d.fma(shared, a4);
        b2 = e.fma(shared, b2);
        b3 = e.fma(load(x, i + at0 + 5L * PIXEL), b3);
        b4 = e.fma(load(x, i + at0 + 6L * PIXEL), b4);
      }
    }
    increase(sums, at, a0.add(b0));
    increase(sums, at + LANES, a1.add(b1));
    increase(sums, at + 2 * LANES, a2.add(b2));
    increase(sums, at + 3 * LANES, a3.add(b3));
    increase(sums, at + 4 * LANES, a4.add(b4));
  }

  private void edges(long xAt, long dyAt, int rows, float[] sums, int at) {
    MemorySegment x = this.x.values();
    MemorySegment dy = this.dy.values();
    FloatVector first2 = FloatVector.zero(SPECIES);
    FloatVector first3 = first2;
    FloatVector first4 = first2;
    FloatVector last0 = first2;
    FloatVector last1 = first2;
    FloatVector last2 = first2;
    FloatVector last3 = first2;
    int end = xStep / 2 - 4 * PIXEL;
    for (int row = 0; row < rows; row++) {
      long i = xAt + (long) row * xStep;
      long o = dyAt + (long) row * dyRow;
      FloatVector d = load(dy, o);
      first2 = d.fma(load(x, i), first2);
      first3 = d.fma(load(x, i + PIXEL), first3);
      first4 = d.fma(load(x, i + 2L * PIXEL), first4);
      FloatVector e = load(dy, o + dyRow - PIXEL);
      last0 = e.fma(load(x, i + end), last0);
      last1 = e.fma(load(x, i + end + PIXEL), last1);
      last2 = e.fma(load(x, i + end + 2L * PIXEL), last2);
      last3 = e.fma(load(x, i + end + 3L * PIXEL), last3);
    }
    increase(sums, at, last0);
    increase(sums, at + LANES, last1);
    increase(sums, at + 2 * LANES, first2.add(last2));
    increase(sums, at + 3 * LANES, first3.add(last3));
    increase(sums, at + 4 * LANES, first4);
  }
}
