package org.epnas.nativecpu.norm;

import static org.epnas.nativecpu.norm.NormShape.LANES;
import static org.epnas.nativecpu.norm.NormShape.SPECIES;
import static org.epnas.nativecpu.norm.NormShape.VECTOR;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;

/**
 * The second half of the way back through {@link NormForward}, after {@link NormSums}, with M = N *
 * H * W:
 *
 * <pre>
 *   dx = scale / deviation * (g - dshift / M - (x - mean) / deviation * dscale / M)
 *      = slope * g + tilt * (x - mean) + level
 * </pre>
 */
public final class NormGradient implements SliceWork {
  /**
   * What it works on.
   *
   * @param g the gradient: after the activation if that is {@code masked} already, else before it
   * @param dx may be g
   * @param coefficients tilt by channel, then level by channel
   */
  public record Operands(
      MemorySegment x,
      MemorySegment g,
      boolean masked,
      MemorySegment dx,
      MemorySegment scale,
      MemorySegment shift,
      MemorySegment coefficients) {}

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final NormShape shape;
  private final Slices slices;
  private final Operands operands;
  private final Clip clip;
  private final BatchStatistics batch;
  private final NormAffine affine;

  /** By channel, 0 beyond the last one. */
  private final float[] tilt;

  private final float[] level;

  private final Bf16NormPlanes halves;

  /**
   * @param batch statistics of the forward pass
   */
  public NormGradient(
      NormShape shape, Slices slices, Operands operands, Clip clip, BatchStatistics batch) {
    this.shape = shape;
    this.slices = slices;
    this.operands = operands;
    this.clip = clip;
    this.batch = batch;
    affine = new NormAffine(shape.paddedChannels());
    tilt = new float[shape.paddedChannels()];
    level = new float[shape.paddedChannels()];
    halves = new Bf16NormPlanes(shape, clip);
  }

  /** Values of the coefficients in memory. */
  public static long coefficients(int channels) {
    return 2L * channels;
  }

  @Override
  public void begin() {
    affine.set(batch, operands.scale(), operands.shift());
    MemorySegment coefficients = operands.coefficients();
    int channels = shape.channels();
    MemorySegment.copy(coefficients, ValueLayout.JAVA_FLOAT, 0, tilt, 0, channels);
    MemorySegment.copy(
        coefficients, ValueLayout.JAVA_FLOAT, (long) channels * Float.BYTES, level, 0, channels);
  }

  @Override
  public void run(int slice, int worker) {
    for (int image = slices.first(slice); image < slices.end(slice); image++) {
      for (int group = 0; group < shape.groups(); group++) {
        long at = shape.plane(image, group);
        if (shape.isBf16()) {
          halves.gradient(operands, at, affine, tilt, level, group * LANES);
        } else if (operands.masked()) {
          storedGradient(at, group * LANES);
        } else {
          maskedGradient(at, group * LANES);
        }
      }
    }
  }

  private void maskedGradient(long at, int channel) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    FloatVector slope = FloatVector.fromArray(SPECIES, affine.slope, channel);
    FloatVector shift = FloatVector.fromArray(SPECIES, affine.shift, channel);
    FloatVector tilted = FloatVector.fromArray(SPECIES, tilt, channel);
    FloatVector levelled = FloatVector.fromArray(SPECIES, level, channel);
    FloatVector zero = FloatVector.zero(SPECIES);
    MemorySegment x = operands.x();
    MemorySegment dy = operands.g();
    MemorySegment dx = operands.dx();
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector centred = FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean);
      FloatVector incoming = FloatVector.fromMemorySegment(SPECIES, dy, at + i, ORDER);
      FloatVector g = zero.blend(incoming, clip.passes(centred.fma(slope, shift)));
      g.fma(slope, centred.fma(tilted, levelled)).intoMemorySegment(dx, at + i, ORDER);
    }
  }

  private void storedGradient(long at, int channel) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    FloatVector slope = FloatVector.fromArray(SPECIES, affine.slope, channel);
    FloatVector tilted = FloatVector.fromArray(SPECIES, tilt, channel);
    FloatVector levelled = FloatVector.fromArray(SPECIES, level, channel);
    MemorySegment x = operands.x();
    MemorySegment stored = operands.g();
    MemorySegment dx = operands.dx();
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector centred = FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean);
      FloatVector g = FloatVector.fromMemorySegment(SPECIES, stored, at + i, ORDER);
      g.fma(slope, centred.fma(tilted, levelled)).intoMemorySegment(dx, at + i, ORDER);
    }
  }
}
