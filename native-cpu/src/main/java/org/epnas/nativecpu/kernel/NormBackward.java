package org.epnas.nativecpu.kernel;

import static org.epnas.nativecpu.kernel.NormShape.LANES;
import static org.epnas.nativecpu.kernel.NormShape.SPECIES;
import static org.epnas.nativecpu.kernel.NormShape.VECTOR;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.openmp.ParallelLoop;
import org.epnas.nativecpu.openmp.Team;
import org.jspecify.annotations.Nullable;

/**
 * The way back through {@link NormForward} (Ioffe and Szegedy 2015, section 3), with g the gradient
 * behind the activation's derivative and M = N * H * W:
 *
 * <pre>
 *   dshift = sum of g                 dscale = sum of g * (x - mean) / deviation
 *   dx = scale / deviation * (g - dshift / M - (x - mean) / deviation * dscale / M)
 * </pre>
 *
 * One pass takes the sums, a second one gives dx. Without an addition the derivative of the
 * activation follows from x; with one it follows from y, and g is stored, because it is the
 * gradient of what was added too.
 */
public final class NormBackward {
  /**
   * What it works on.
   *
   * @param y output of the forward pass, where something was added before an activation, else null
   * @param g receives the gradient behind the activation where {@code y} is given; may be dy
   * @param dx may be dy where {@code y} is not given; null where nobody wants it
   */
  public record Operands(
      MemorySegment x,
      @Nullable MemorySegment y,
      MemorySegment dy,
      MemorySegment g,
      @Nullable MemorySegment dx,
      MemorySegment scale,
      MemorySegment shift,
      MemorySegment scaleGradient,
      MemorySegment shiftGradient) {}

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final NormShape shape;
  private final Operands operands;
  private final Clip clip;
  private final NormAffine affine;

  /** By part and channel: sums of g and of g * (x - mean). */
  private final double[][] sums;

  private final double[][] products;
  private final float[][] lanes;

  /** By channel: dx = slope * g + tilt * (x - mean) + level. */
  private final float[] tilt;

  private final float[] level;
  private final ParallelLoop sumsLoop;
  private final ParallelLoop gradientLoop;

  /**
   * @param arena scope of the loops' native entry points
   */
  public NormBackward(NormShape shape, Operands operands, Clip clip, Team team, Arena arena) {
    this.shape = shape;
    this.operands = operands;
    this.clip = clip;
    int channels = shape.paddedChannels();
    affine = new NormAffine(channels);
    sums = new double[team.threads()][channels];
    products = new double[team.threads()][channels];
    lanes = new float[team.threads()][2 * LANES];
    tilt = new float[channels];
    level = new float[channels];
    sumsLoop = team.loop(arena, this::addImages);
    gradientLoop = team.loop(arena, this::gradientOfImages);
  }

  /**
   * @param batch statistics of the forward pass
   */
  public void run(BatchStatistics batch) {
    affine.set(batch, operands.scale(), operands.shift());
    sumsLoop.run();
    finishSums();
    if (operands.dx() != null) {
      gradientLoop.run();
    }
  }

  private void addImages(int part, int parts) {
    MemorySegment y = operands.y();
    float[] result = lanes[part];
    Arrays.fill(sums[part], 0);
    Arrays.fill(products[part], 0);
    // Backwards: the images of dy that were written last are still in a cache.
    int first = shape.firstImage(part, parts);
    for (int image = shape.firstImage(part + 1, parts) - 1; image >= first; image--) {
      for (int group = 0; group < shape.groups(); group++) {
        int channel = group * LANES;
        if (y == null) {
          addPlane(shape.plane(image, group), channel, result);
        } else {
          addPlane(shape.plane(image, group), channel, result, y);
        }
        for (int lane = 0; lane < LANES; lane++) {
          sums[part][channel + lane] += result[lane];
          products[part][channel + lane] += result[LANES + lane];
        }
      }
    }
  }

  private void addPlane(long at, int channel, float[] result) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    FloatVector slope = FloatVector.fromArray(SPECIES, affine.slope, channel);
    FloatVector shift = FloatVector.fromArray(SPECIES, affine.shift, channel);
    MemorySegment x = operands.x();
    MemorySegment dy = operands.dy();
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    FloatVector product = zero;
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector centred = FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean);
      FloatVector incoming = FloatVector.fromMemorySegment(SPECIES, dy, at + i, ORDER);
      FloatVector g = zero.blend(incoming, clip.passes(centred.fma(slope, shift)));
      sum = sum.add(g);
      product = g.fma(centred, product);
    }
    sum.intoArray(result, 0);
    product.intoArray(result, LANES);
  }

  private void addPlane(long at, int channel, float[] result, MemorySegment y) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    MemorySegment x = operands.x();
    MemorySegment dy = operands.dy();
    MemorySegment stored = operands.g();
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector sum = zero;
    FloatVector product = zero;
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector centred = FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean);
      FloatVector incoming = FloatVector.fromMemorySegment(SPECIES, dy, at + i, ORDER);
      FloatVector output = FloatVector.fromMemorySegment(SPECIES, y, at + i, ORDER);
      FloatVector g = zero.blend(incoming, clip.passes(output));
      g.intoMemorySegment(stored, at + i, ORDER);
      sum = sum.add(g);
      product = g.fma(centred, product);
    }
    sum.intoArray(result, 0);
    product.intoArray(result, LANES);
  }

  /** Adds the parts in their order. */
  private void finishSums() {
    double count = shape.count();
    for (int c = 0; c < shape.channels(); c++) {
      double sum = 0;
      double product = 0;
      for (int part = 0; part < sums.length; part++) {
        sum += sums[part][c];
        product += products[part][c];
      }
      double inverse = affine.inverseDeviation[c];
      double scaleGradient = product * inverse;
      operands.scaleGradient().setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) scaleGradient);
      operands.shiftGradient().setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) sum);
      level[c] = (float) (-affine.slope[c] * sum / count);
      tilt[c] = (float) (-affine.slope[c] * inverse * scaleGradient / count);
    }
  }

  private void gradientOfImages(int part, int parts) {
    MemorySegment dx = operands.dx();
    if (dx == null) {
      return;
    }
    int end = shape.firstImage(part + 1, parts);
    for (int image = shape.firstImage(part, parts); image < end; image++) {
      for (int group = 0; group < shape.groups(); group++) {
        if (operands.y() == null) {
          maskedGradient(shape.plane(image, group), group * LANES, dx);
        } else {
          storedGradient(shape.plane(image, group), group * LANES, dx);
        }
      }
    }
  }

  private void maskedGradient(long at, int channel, MemorySegment dx) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    FloatVector slope = FloatVector.fromArray(SPECIES, affine.slope, channel);
    FloatVector shift = FloatVector.fromArray(SPECIES, affine.shift, channel);
    FloatVector tilted = FloatVector.fromArray(SPECIES, tilt, channel);
    FloatVector levelled = FloatVector.fromArray(SPECIES, level, channel);
    FloatVector zero = FloatVector.zero(SPECIES);
    MemorySegment x = operands.x();
    MemorySegment dy = operands.dy();
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector centred = FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean);
      FloatVector incoming = FloatVector.fromMemorySegment(SPECIES, dy, at + i, ORDER);
      FloatVector g = zero.blend(incoming, clip.passes(centred.fma(slope, shift)));
      g.fma(slope, centred.fma(tilted, levelled)).intoMemorySegment(dx, at + i, ORDER);
    }
  }

  private void storedGradient(long at, int channel, MemorySegment dx) {
    FloatVector mean = FloatVector.fromArray(SPECIES, affine.mean, channel);
    FloatVector slope = FloatVector.fromArray(SPECIES, affine.slope, channel);
    FloatVector tilted = FloatVector.fromArray(SPECIES, tilt, channel);
    FloatVector levelled = FloatVector.fromArray(SPECIES, level, channel);
    MemorySegment x = operands.x();
    MemorySegment stored = operands.g();
    int bytes = shape.planeBytes();
    for (int i = 0; i < bytes; i += VECTOR) {
      FloatVector centred = FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(mean);
      FloatVector g = FloatVector.fromMemorySegment(SPECIES, stored, at + i, ORDER);
      g.fma(slope, centred.fma(tilted, levelled)).intoMemorySegment(dx, at + i, ORDER);
    }
  }
}
