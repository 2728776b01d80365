package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;
import static org.epnas.nativecpu.depthwise.ChannelPack.SPECIES;
import static org.epnas.nativecpu.depthwise.WeightGradientRowInPlace.increase;
import static org.epnas.nativecpu.depthwise.WeightGradientRowInPlace.load;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.depthwise.WeightGradientRowPacked.Rows;

/**
 * As {@link WeightGradientRowPacked}, for 3x3 and 5x5 with stride 1 and a padding that keeps the
 * size, but reads f32 tensors where they lie: without a copy, memory is waited for while other
 * values are added up. Two columns at a time share the loads of x and keep twice as many sums in
 * flight; the columns at the edges meet fewer taps and have methods of their own. Methods are short
 * and take the tensors' memory into local variables, without which C2 keeps vectors as objects or
 * reads the fields anew for each load.
 */
final class WeightGradientRowInPlaceStride1 implements WeightGradientRowInPlace {
  private final DepthwiseShape shape;
  private final ImageTensor x;
  private final ImageTensor dy;

  /** Bytes from one row to the next. */
  private final int rowBytes;

  WeightGradientRowInPlaceStride1(DepthwiseShape shape, ImageTensor x, ImageTensor dy) {
    this.shape = shape;
    this.x = x;
    this.dy = dy;
    this.rowBytes = shape.width() * PIXEL;
  }

  static boolean supports(DepthwiseShape shape) {
    return (shape.kernel() == 3 || shape.kernel() == 5)
        && shape.stride() == 1
        && shape.dilation() == 1
        && shape.padding() == shape.kernel() / 2
        && shape.width() % 2 == 0
        && shape.width() >= shape.kernel() - 1;
  }

  @Override
  public void add(int image, int channel, int kernelRow, Rows rows, float[] sums, int at) {
    int up = shape.padding() - kernelRow;
    int from = Math.max(rows.from(), up);
    int count = Math.min(rows.to(), shape.height() + up) - from;
    if (count > 0) {
      long xAt = x.rowOffset(image, channel, from - up);
      long dyAt = dy.rowOffset(image, channel, from);
      if (shape.kernel() == 3) {
        middle3(xAt, dyAt, count, sums, at);
        edges3(xAt, dyAt, count, sums, at);
      } else {
        middle5(xAt, dyAt, count, sums, at);
        left5(xAt, dyAt, count, sums, at);
        right5(xAt, dyAt, count, sums, at);
      }
    }
  }

  private void middle3(long xAt, long dyAt, int rows, float[] sums, int at) {
    MemorySegment x = this.x.values();
    MemorySegment dy = this.dy.values();
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector a1 = a0;
    FloatVector a2 = a0;
    FloatVector b0 = a0;
    FloatVector b1 = a0;
    FloatVector b2 = a0;
    int end = rowBytes - 2 * PIXEL;
    for (int row = 0; row < rows; row++) {
      long i = xAt + (long) row * rowBytes;
      long o = dyAt + (long) row * rowBytes + PIXEL;
      for (int c = 0; c < end; c += 2 * PIXEL) {
        FloatVector d = load(dy, o + c);
        FloatVector e = load(dy, o + c + PIXEL);
        a0 = d.fma(load(x, i + c), a0);
        FloatVector shared = load(x, i + c + PIXEL);
        a1 = d.fma(shared, a1);
        b0 = e.fma(shared, b0);
        shared = load(x, i + c + 2L * PIXEL);
        a2 = d.fma(shared, a2);
        b1 = e.fma(shared, b1);
        b2 = e.fma(load(x, i + c + 3L * PIXEL), b2);
      }
    }
    increase(sums, at, a0.add(b0));
    increase(sums, at + LANES, a1.add(b1));
    increase(sums, at + 2 * LANES, a2.add(b2));
  }

  private void edges3(long xAt, long dyAt, int rows, float[] sums, int at) {
    MemorySegment x = this.x.values();
    MemorySegment dy = this.dy.values();
    FloatVector first1 = FloatVector.zero(SPECIES);
    FloatVector first2 = first1;
    FloatVector last0 = first1;
    FloatVector last1 = first1;
    int end = rowBytes - PIXEL;
    for (int row = 0; row < rows; row++) {
      long i = xAt + (long) row * rowBytes;
      long o = dyAt + (long) row * rowBytes;
      FloatVector d = load(dy, o);
      first1 = d.fma(load(x, i), first1);
      first2 = d.fma(load(x, i + PIXEL), first2);
      FloatVector e = load(dy, o + end);
      last0 = e.fma(load(x, i + end - PIXEL), last0);
      last1 = e.fma(load(x, i + end), last1);
    }
    increase(sums, at, last0);
    increase(sums, at + LANES, first1.add(last1));
    increase(sums, at + 2 * LANES, first2);
  }

  private void middle5(long xAt, long dyAt, int rows, float[] sums, int at) {
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
    int end = rowBytes - 4 * PIXEL;
    for (int row = 0; row < rows; row++) {
      long i = xAt + (long) row * rowBytes;
      long o = dyAt + (long) row * rowBytes + 2L * PIXEL;
      for (int c = 0; c < end; c += 2 * PIXEL) {
        FloatVector d = load(dy, o + c);
        FloatVector e = load(dy, o + c + PIXEL);
        a0 = d.fma(load(x, i + c), a0);
        FloatVector shared = load(x, i + c + PIXEL);
        a1 = d.fma(shared, a1);
        b0 = e.fma(shared, b0);
        shared = load(x, i + c + 2L * PIXEL);
        a2 = d.fma(shared, a2);
        b1 = e.fma(shared, b1);
        shared = load(x, i + c + 3L * PIXEL);
        a3 = d.fma(shared, a3);
        b2 = e.fma(shared, b2);
        shared = load(x, i + c + 4L * PIXEL);
        a4 = d.fma(shared, a4);
        b3 = e.fma(shared, b3);
        b4 = e.fma(load(x, i + c + 5L * PIXEL), b4);
      }
    }
    increase(sums, at, a0.add(b0));
    increase(sums, at + LANES, a1.add(b1));
    increase(sums, at + 2 * LANES, a2.add(b2));
    increase(sums, at + 3 * LANES, a3.add(b3));
    increase(sums, at + 4 * LANES, a4.add(b4));
  }

  private void left5(long xAt, long dyAt, int rows, float[] sums, int at) {
    MemorySegment x = this.x.values();
    MemorySegment dy = this.dy.values();
    FloatVector first2 = FloatVector.zero(SPECIES);
    FloatVector first3 = first2;
    FloatVector first4 = first2;
    FloatVector second1 = first2;
    FloatVector second2 = first2;
    FloatVector second3 = first2;
    FloatVector second4 = first2;
    for (int row = 0; row < rows; row++) {
      long i = xAt + (long) row * rowBytes;
      long o = dyAt + (long) row * rowBytes;
      FloatVector d = load(dy, o);
      FloatVector e = load(dy, o + PIXEL);
      FloatVector shared = load(x, i);
      first2 = d.fma(shared, first2);
      second1 = e.fma(shared, second1);
      shared = load(x, i + PIXEL);
      first3 = d.fma(shared, first3);
      second2 = e.fma(shared, second2);
      shared = load(x, i + 2L * PIXEL);
      first4 = d.fma(shared, first4);
      second3 = e.fma(shared, second3);
      second4 = e.fma(load(x, i + 3L * PIXEL), second4);
    }
    increase(sums, at + LANES, second1);
    increase(sums, at + 2 * LANES, first2.add(second2));
    increase(sums, at + 3 * LANES, first3.add(second3));
    increase(sums, at + 4 * LANES, first4.add(second4));
  }

  private void right5(long xAt, long dyAt, int rows, float[] sums, int at) {
    MemorySegment x = this.x.values();
    MemorySegment dy = this.dy.values();
    FloatVector lastButOne0 = FloatVector.zero(SPECIES);
    FloatVector lastButOne1 = lastButOne0;
    FloatVector lastButOne2 = lastButOne0;
    FloatVector lastButOne3 = lastButOne0;
    FloatVector last0 = lastButOne0;
    FloatVector last1 = lastButOne0;
    FloatVector last2 = lastButOne0;
    for (int row = 0; row < rows; row++) {
      long i = xAt + (long) (row + 1) * rowBytes - 4L * PIXEL;
      long o = dyAt + (long) (row + 1) * rowBytes - 2L * PIXEL;
      FloatVector d = load(dy, o);
      FloatVector e = load(dy, o + PIXEL);
      lastButOne0 = d.fma(load(x, i), lastButOne0);
      FloatVector shared = load(x, i + PIXEL);
      lastButOne1 = d.fma(shared, lastButOne1);
      last0 = e.fma(shared, last0);
      shared = load(x, i + 2L * PIXEL);
      lastButOne2 = d.fma(shared, lastButOne2);
      last1 = e.fma(shared, last1);
      shared = load(x, i + 3L * PIXEL);
      lastButOne3 = d.fma(shared, lastButOne3);
      last2 = e.fma(shared, last2);
    }
    increase(sums, at, lastButOne0.add(last0));
    increase(sums, at + LANES, lastButOne1.add(last1));
    increase(sums, at + 2 * LANES, lastButOne2.add(last2));
    increase(sums, at + 3 * LANES, lastButOne3);
  }
}
