package org.epnas.nativecpu.kernel;

import static org.epnas.nativecpu.kernel.NormShape.LANES;
import static org.epnas.nativecpu.kernel.NormShape.SPECIES;
import static org.epnas.nativecpu.kernel.NormShape.VECTOR;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.openmp.ParallelLoop;
import org.epnas.nativecpu.openmp.Team;
import org.jspecify.annotations.Nullable;

/**
 * Batch normalisation, an optional addition and an activation in one pass, after one pass for the
 * batch's mean and variance:
 *
 * <pre>
 *   y = clip((x - mean) / sqrt(variance + epsilon) * scale + shift + added), or
 *   y = clip((x - mean) / sqrt(variance + epsilon) * scale + shift) + added
 * </pre>
 */
public final class NormForward {
  /**
   * What it works on.
   *
   * @param added a tensor of x's shape and layout, or null
   * @param addedLast whether it is added behind the activation
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
  private final Operands operands;
  private final Clip clip;
  private final NormAffine affine;
  private final NormMoments moments;
  private final ParallelLoop momentsLoop;
  private final ParallelLoop applyLoop;

  /**
   * @param arena scope of the loops' native entry points
   */
  public NormForward(NormShape shape, Operands operands, Clip clip, Team team, Arena arena) {
    this.shape = shape;
    this.operands = operands;
    this.clip = clip;
    affine = new NormAffine(shape.paddedChannels());
    moments = new NormMoments(shape, operands.x(), team.threads());
    momentsLoop = team.loop(arena, moments);
    applyLoop = team.loop(arena, this::apply);
  }

  /** Computes the batch's statistics and uses them. */
  public void train(BatchStatistics batch) {
    moments.prepare();
    momentsLoop.run();
    moments.finish(batch);
    evaluate(batch);
  }

  /** Uses the given statistics. */
  public void evaluate(BatchStatistics statistics) {
    affine.set(statistics, operands.scale(), operands.shift());
    applyLoop.run();
  }

  private void apply(int part, int parts) {
    MemorySegment added = operands.added();
    int end = shape.firstImage(part + 1, parts);
    for (int image = shape.firstImage(part, parts); image < end; image++) {
      for (int group = 0; group < shape.groups(); group++) {
        if (added == null) {
          applyPlane(shape.plane(image, group), group * LANES);
        } else if (operands.addedLast()) {
          applyPlaneAndAdd(shape.plane(image, group), group * LANES, added);
        } else {
          applyPlane(shape.plane(image, group), group * LANES, added);
        }
      }
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
