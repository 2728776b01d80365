package org.epnas.nativecpu.norm;

import static org.epnas.nativecpu.norm.NormShape.LANES;
import static org.epnas.nativecpu.norm.NormShape.SPECIES;
import static org.epnas.nativecpu.norm.NormShape.VECTOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation, an optional addition and an activation in one pass, with the statistics of
 * {@link NormMoments} or running ones:
 *
 * <pre>
 *   y = clip((x - mean) / sqrt(variance + epsilon) * scale + shift + added), or
 *   y = clip((x - mean) / sqrt(variance + epsilon) * scale + shift) + added
 * </pre>
 */
public final class NormForward implements SliceWork {
  /**
   * What it works on.
   *
   * @param added a tensor of x's shape and layout, or null
   * @param addedLast whether it is added after the activation
   * @param y may not be x
   * @param scale by channel, as are the shift and the statistics
   */
  public record Operands(
      MemorySegment x,
      @Nullable MemorySegment added,
      boolean addedLast,
      MemorySegment y,
      MemorySegment scale,
      MemorySegment shift) {}

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final NormShape shape;
  private final Slices slices;
  private final Operands operands;
  private final Clip clip;
  private final BatchStatistics statistics;
  private final NormAffine affine;
  private final Bf16NormPlanes halves;

  public NormForward(
      NormShape shape, Slices slices, Operands operands, Clip clip, BatchStatistics statistics) {
    this.shape = shape;
    this.slices = slices;
    this.operands = operands;
    this.clip = clip;
    this.statistics = statistics;
    affine = new NormAffine(shape.paddedChannels());
    halves = new Bf16NormPlanes(shape, clip);
  }

  @Override
  public void begin() {
    affine.set(statistics, operands.scale(), operands.shift());
  }

  @Override
  public void run(int slice, int worker) {
    for (int image = slices.first(slice); image < slices.end(slice); image++) {
      for (int group = 0; group < shape.groups(); group++) {
        long at = shape.plane(image, group);
        if (shape.isBf16()) {
          halves.forward(operands, at, affine, group * LANES);
        } else {
          forward(at, group * LANES);
        }
      }
    }
  }

  private void forward(long at, int channel) {
    MemorySegment added = operands.added();
    if (added == null) {
      applyPlane(at, channel);
    } else if (operands.addedLast()) {
      applyPlaneAndAdd(at, channel, added);
    } else {
      applyPlane(at, channel, added);
    }
  }

  private void applyPlane(long at, int channel) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    FloatVector slope = FloatVector.fromArray(SPECIES, affine.slope, channel);
    FloatVector shift = FloatVector.fromArray(SPECIES, affine.shift, channel);
    MemorySegment x = operands.x();
    MemorySegment y = operands.y();
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector z =
          FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean).fma(slope, shift);
      clip.apply(z).intoMemorySegment(y, at + i, ORDER);
    }
  }

  private void applyPlane(long at, int channel, MemorySegment added) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    FloatVector slope = FloatVector.fromArray(SPECIES, affine.slope, channel);
    FloatVector shift = FloatVector.fromArray(SPECIES, affine.shift, channel);
    MemorySegment x = operands.x();
    MemorySegment y = operands.y();
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector z =
          FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean).fma(slope, shift);
      FloatVector other = FloatVector.fromMemorySegment(SPECIES, added, at + i, ORDER);
      clip.apply(z.add(other)).intoMemorySegment(y, at + i, ORDER);
    }
  }

  private void applyPlaneAndAdd(long at, int channel, MemorySegment added) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    FloatVector slope = FloatVector.fromArray(SPECIES, affine.slope, channel);
    FloatVector shift = FloatVector.fromArray(SPECIES, affine.shift, channel);
    MemorySegment x = operands.x();
    MemorySegment y = operands.y();
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector z =
          FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean).fma(slope, shift);
      FloatVector other = FloatVector.fromMemorySegment(SPECIES, added, at + i, ORDER);
      clip.apply(z).add(other).intoMemorySegment(y, at + i, ORDER);
    }
  }
}
