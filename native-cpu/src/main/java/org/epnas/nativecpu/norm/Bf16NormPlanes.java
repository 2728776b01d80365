package org.epnas.nativecpu.norm;

import static org.epnas.nativecpu.norm.Bf16Pairs.even;
import static org.epnas.nativecpu.norm.Bf16Pairs.evenOf;
import static org.epnas.nativecpu.norm.Bf16Pairs.load;
import static org.epnas.nativecpu.norm.Bf16Pairs.odd;
import static org.epnas.nativecpu.norm.Bf16Pairs.oddOf;
import static org.epnas.nativecpu.norm.Bf16Pairs.store;
import static org.epnas.nativecpu.norm.Bf16Pairs.storeExact;
import static org.epnas.nativecpu.norm.NormShape.LANES;
import static org.epnas.nativecpu.norm.NormShape.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;

/**
 * The loops of {@link NormMoments}, {@link NormForward}, {@link NormSums} and {@link NormGradient}
 * over a plane of bf16 numbers, of an even number of pixels. Numbers are widened to f32 for all
 * arithmetic. Loops of their own, because what the compiler learns of a loop that is sometimes f32
 * makes it slow for bf16.
 */
final class Bf16NormPlanes {
  /**
   * Floats that arrays for sums need: two vectors for the result, after them four for its parts.
   */
  static final int SUM_LANES = 6 * LANES;

  private static final int SUMS = 2 * LANES;

  private final int bytes;
  private final Clip clip;

  Bf16NormPlanes(NormShape shape, Clip clip) {
    this.bytes = shape.planeBytes();
    this.clip = clip;
  }

  /** Writes the values of the first pixel. */
  void firstPixel(MemorySegment x, long at, float[] values, int channel) {
    for (int lane = 0; lane < LANES; lane++) {
      short value = x.get(ValueLayout.JAVA_SHORT, at + (long) lane * Short.BYTES);
      values[channel + lane] = Float.intBitsToFloat(value << Short.SIZE);
    }
  }

  /** Sums of x - origin and after them of its square, in the order of the channels. */
  void moments(MemorySegment x, long at, float[] origins, int channel, float[] sums) {
    FloatVector evenOrigin = evenOf(origins, channel);
    FloatVector oddOrigin = oddOf(origins, channel);
    FloatVector evenSum = FloatVector.zero(SPECIES);
    FloatVector oddSum = evenSum;
    FloatVector evenSquare = evenSum;
    FloatVector oddSquare = evenSum;
    for (int i = 0; i < bytes; i += Bf16Pairs.BYTES) {
      IntVector pairs = load(x, at + i);
      FloatVector a = even(pairs).sub(evenOrigin);
      FloatVector b = odd(pairs).sub(oddOrigin);
      evenSum = evenSum.add(a);
      oddSum = oddSum.add(b);
      evenSquare = a.fma(a, evenSquare);
      oddSquare = b.fma(b, oddSquare);
    }
    evenSum.intoArray(sums, SUMS);
    oddSum.intoArray(sums, SUMS + LANES);
    evenSquare.intoArray(sums, SUMS + 2 * LANES);
    oddSquare.intoArray(sums, SUMS + 3 * LANES);
    Bf16Pairs.addPixels(sums, SUMS, sums, 0);
    Bf16Pairs.addPixels(sums, SUMS + 2 * LANES, sums, LANES);
  }

  void forward(NormForward.Operands operands, long at, NormAffine affine, int channel) {
    MemorySegment added = operands.added();
    if (added == null) {
      apply(operands, at, affine, channel);
    } else if (operands.addedLast()) {
      applyAndAdd(operands, at, affine, channel, added);
    } else {
      applyToSum(operands, at, affine, channel, added);
    }
  }

  private void apply(NormForward.Operands operands, long at, NormAffine affine, int channel) {
    FloatVector evenMean = evenOf(affine.mean, channel);
    FloatVector oddMean = oddOf(affine.mean, channel);
    FloatVector evenSlope = evenOf(affine.slope, channel);
    FloatVector oddSlope = oddOf(affine.slope, channel);
    FloatVector evenShift = evenOf(affine.shift, channel);
    FloatVector oddShift = oddOf(affine.shift, channel);
    MemorySegment x = operands.x();
    MemorySegment y = operands.y();
    for (int i = 0; i < bytes; i += Bf16Pairs.BYTES) {
      IntVector pairs = load(x, at + i);
      FloatVector a = even(pairs).sub(evenMean).fma(evenSlope, evenShift);
      FloatVector b = odd(pairs).sub(oddMean).fma(oddSlope, oddShift);
      store(clip.apply(a), clip.apply(b), y, at + i);
    }
  }

  private void applyToSum(
      NormForward.Operands operands, long at, NormAffine affine, int channel, MemorySegment added) {
    FloatVector evenMean = evenOf(affine.mean, channel);
    FloatVector oddMean = oddOf(affine.mean, channel);
    FloatVector evenSlope = evenOf(affine.slope, channel);
    FloatVector oddSlope = oddOf(affine.slope, channel);
    FloatVector evenShift = evenOf(affine.shift, channel);
    FloatVector oddShift = oddOf(affine.shift, channel);
    MemorySegment x = operands.x();
    MemorySegment y = operands.y();
    for (int i = 0; i < bytes; i += Bf16Pairs.BYTES) {
      IntVector pairs = load(x, at + i);
      IntVector others = load(added, at + i);
      FloatVector a = even(pairs).sub(evenMean).fma(evenSlope, evenShift).add(even(others));
      FloatVector b = odd(pairs).sub(oddMean).fma(oddSlope, oddShift).add(odd(others));
      store(clip.apply(a), clip.apply(b), y, at + i);
    }
  }

  private void applyAndAdd(
      NormForward.Operands operands, long at, NormAffine affine, int channel, MemorySegment added) {
    FloatVector evenMean = evenOf(affine.mean, channel);
    FloatVector oddMean = oddOf(affine.mean, channel);
    FloatVector evenSlope = evenOf(affine.slope, channel);
    FloatVector oddSlope = oddOf(affine.slope, channel);
    FloatVector evenShift = evenOf(affine.shift, channel);
    FloatVector oddShift = oddOf(affine.shift, channel);
    MemorySegment x = operands.x();
    MemorySegment y = operands.y();
    for (int i = 0; i < bytes; i += Bf16Pairs.BYTES) {
      IntVector pairs = load(x, at + i);
      IntVector others = load(added, at + i);
      FloatVector a = even(pairs).sub(evenMean).fma(evenSlope, evenShift);
      FloatVector b = odd(pairs).sub(oddMean).fma(oddSlope, oddShift);
      store(clip.apply(a).add(even(others)), clip.apply(b).add(odd(others)), y, at + i);
    }
  }

  /** Sums of g and after them of g * (x - mean), in the order of the channels. */
  void sums(NormSums.Operands operands, long at, NormAffine affine, int channel, float[] sums) {
    MemorySegment y = operands.y();
    if (y == null) {
      sumsOfInput(operands, at, affine, channel, sums);
    } else {
      sumsOfOutput(operands, at, affine, channel, sums, y);
    }
  }

  private void sumsOfInput(
      NormSums.Operands operands, long at, NormAffine affine, int channel, float[] sums) {
    FloatVector evenMean = evenOf(affine.mean, channel);
    FloatVector oddMean = oddOf(affine.mean, channel);
    FloatVector evenSlope = evenOf(affine.slope, channel);
    FloatVector oddSlope = oddOf(affine.slope, channel);
    FloatVector evenShift = evenOf(affine.shift, channel);
    FloatVector oddShift = oddOf(affine.shift, channel);
    MemorySegment x = operands.x();
    MemorySegment dy = operands.dy();
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector evenSum = zero;
    FloatVector oddSum = zero;
    FloatVector evenProduct = zero;
    FloatVector oddProduct = zero;
    for (int i = 0; i < bytes; i += Bf16Pairs.BYTES) {
      IntVector pairs = load(x, at + i);
      IntVector incoming = load(dy, at + i);
      FloatVector a = even(pairs).sub(evenMean);
      FloatVector b = odd(pairs).sub(oddMean);
      FloatVector evenG = zero.blend(even(incoming), clip.passes(a.fma(evenSlope, evenShift)));
      FloatVector oddG = zero.blend(odd(incoming), clip.passes(b.fma(oddSlope, oddShift)));
      evenSum = evenSum.add(evenG);
      oddSum = oddSum.add(oddG);
      evenProduct = evenG.fma(a, evenProduct);
      oddProduct = oddG.fma(b, oddProduct);
    }
    evenSum.intoArray(sums, SUMS);
    oddSum.intoArray(sums, SUMS + LANES);
    evenProduct.intoArray(sums, SUMS + 2 * LANES);
    oddProduct.intoArray(sums, SUMS + 3 * LANES);
    Bf16Pairs.addPixels(sums, SUMS, sums, 0);
    Bf16Pairs.addPixels(sums, SUMS + 2 * LANES, sums, LANES);
  }

  private void sumsOfOutput(
      NormSums.Operands operands,
      long at,
      NormAffine affine,
      int channel,
      float[] sums,
      MemorySegment y) {
    FloatVector evenMean = evenOf(affine.mean, channel);
    FloatVector oddMean = oddOf(affine.mean, channel);
    MemorySegment x = operands.x();
    MemorySegment dy = operands.dy();
    MemorySegment stored = operands.g();
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector evenSum = zero;
    FloatVector oddSum = zero;
    FloatVector evenProduct = zero;
    FloatVector oddProduct = zero;
    for (int i = 0; i < bytes; i += Bf16Pairs.BYTES) {
      IntVector pairs = load(x, at + i);
      IntVector incoming = load(dy, at + i);
      IntVector outputs = load(y, at + i);
      FloatVector evenG = zero.blend(even(incoming), clip.passes(even(outputs)));
      FloatVector oddG = zero.blend(odd(incoming), clip.passes(odd(outputs)));
      storeExact(evenG, oddG, stored, at + i);
      evenSum = evenSum.add(evenG);
      oddSum = oddSum.add(oddG);
      evenProduct = evenG.fma(even(pairs).sub(evenMean), evenProduct);
      oddProduct = oddG.fma(odd(pairs).sub(oddMean), oddProduct);
    }
    evenSum.intoArray(sums, SUMS);
    oddSum.intoArray(sums, SUMS + LANES);
    evenProduct.intoArray(sums, SUMS + 2 * LANES);
    oddProduct.intoArray(sums, SUMS + 3 * LANES);
    Bf16Pairs.addPixels(sums, SUMS, sums, 0);
    Bf16Pairs.addPixels(sums, SUMS + 2 * LANES, sums, LANES);
  }

  void gradient(
      NormGradient.Operands operands,
      long at,
      NormAffine affine,
      float[] tilt,
      float[] level,
      int channel) {
    if (operands.masked()) {
      storedGradient(operands, at, affine, tilt, level, channel);
    } else {
      maskedGradient(operands, at, affine, tilt, level, channel);
    }
  }

  /** The gradient of x from that after the activation. */
  private void storedGradient(
      NormGradient.Operands operands,
      long at,
      NormAffine affine,
      float[] tilt,
      float[] level,
      int channel) {
    FloatVector evenMean = evenOf(affine.mean, channel);
    FloatVector oddMean = oddOf(affine.mean, channel);
    FloatVector evenSlope = evenOf(affine.slope, channel);
    FloatVector oddSlope = oddOf(affine.slope, channel);
    FloatVector evenTilt = evenOf(tilt, channel);
    FloatVector oddTilt = oddOf(tilt, channel);
    FloatVector evenLevel = evenOf(level, channel);
    FloatVector oddLevel = oddOf(level, channel);
    MemorySegment x = operands.x();
    MemorySegment g = operands.g();
    MemorySegment dx = operands.dx();
    for (int i = 0; i < bytes; i += Bf16Pairs.BYTES) {
      IntVector pairs = load(x, at + i);
      IntVector incoming = load(g, at + i);
      FloatVector a = even(pairs).sub(evenMean).fma(evenTilt, evenLevel);
      FloatVector b = odd(pairs).sub(oddMean).fma(oddTilt, oddLevel);
      store(even(incoming).fma(evenSlope, a), odd(incoming).fma(oddSlope, b), dx, at + i);
    }
  }

  /** The gradient of x from that before the activation. */
  private void maskedGradient(
      NormGradient.Operands operands,
      long at,
      NormAffine affine,
      float[] tilt,
      float[] level,
      int channel) {
    FloatVector evenMean = evenOf(affine.mean, channel);
    FloatVector oddMean = oddOf(affine.mean, channel);
    FloatVector evenSlope = evenOf(affine.slope, channel);
    FloatVector oddSlope = oddOf(affine.slope, channel);
    FloatVector evenShift = evenOf(affine.shift, channel);
    FloatVector oddShift = oddOf(affine.shift, channel);
    FloatVector evenTilt = evenOf(tilt, channel);
    FloatVector oddTilt = oddOf(tilt, channel);
    FloatVector evenLevel = evenOf(level, channel);
    FloatVector oddLevel = oddOf(level, channel);
    FloatVector zero = FloatVector.zero(SPECIES);
    MemorySegment x = operands.x();
    MemorySegment dy = operands.g();
    MemorySegment dx = operands.dx();
    for (int i = 0; i < bytes; i += Bf16Pairs.BYTES) {
      IntVector pairs = load(x, at + i);
      IntVector incoming = load(dy, at + i);
      FloatVector a = even(pairs).sub(evenMean);
      FloatVector b = odd(pairs).sub(oddMean);
      FloatVector evenG = zero.blend(even(incoming), clip.passes(a.fma(evenSlope, evenShift)));
      FloatVector oddG = zero.blend(odd(incoming), clip.passes(b.fma(oddSlope, oddShift)));
      store(
          evenG.fma(evenSlope, a.fma(evenTilt, evenLevel)),
          oddG.fma(oddSlope, b.fma(oddTilt, oddLevel)),
          dx,
          at + i);
    }
  }
}
