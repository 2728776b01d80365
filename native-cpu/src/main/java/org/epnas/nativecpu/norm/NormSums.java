package org.epnas.nativecpu.norm;

import static org.epnas.nativecpu.norm.NormShape.LANES;
import static org.epnas.nativecpu.norm.NormShape.SPECIES;
import static org.epnas.nativecpu.norm.NormShape.VECTOR;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;
import org.jspecify.annotations.Nullable;

/**
 * The first half of the way back through {@link NormForward} (Ioffe and Szegedy 2015, section 3):
 * the gradients of scale and shift, with g the gradient after the activation's derivative:
 *
 * <pre>
 *   dshift = sum of g                 dscale = sum of g * (x - mean) / deviation
 * </pre>
 *
 * Without an addition the derivative of the activation follows from x; with one it follows from y,
 * and g is stored, because it is the gradient of what was added too.
 */
public final class NormSums implements SliceWork {
  /**
   * What it works on.
   *
   * @param y output of the forward pass, where something was added before an activation, else null
   * @param g receives the gradient after the activation where {@code y} is given; may be dy
   * @param coefficients receives what {@link NormGradient} needs
   */
  public record Operands(
      MemorySegment x,
      @Nullable MemorySegment y,
      MemorySegment dy,
      MemorySegment g,
      MemorySegment scale,
      MemorySegment shift,
      MemorySegment scaleGradient,
      MemorySegment shiftGradient,
      MemorySegment coefficients) {}

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final NormShape shape;
  private final Slices slices;
  private final Operands operands;
  private final Clip clip;
  private final BatchStatistics batch;
  private final NormAffine affine;

  /** By slice and channel: sums of g and of g * (x - mean). */
  private final double[][] sums;

  private final double[][] products;

  /** By worker: the sums of a plane. */
  private final float[][] lanes;

  private final Bf16NormPlanes halves;

  /**
   * @param batch statistics of the forward pass
   */
  public NormSums(
      NormShape shape,
      Slices slices,
      int workers,
      Operands operands,
      Clip clip,
      BatchStatistics batch) {
    this.shape = shape;
    this.slices = slices;
    this.operands = operands;
    this.clip = clip;
    this.batch = batch;
    int channels = shape.paddedChannels();
    affine = new NormAffine(channels);
    sums = new double[slices.count()][channels];
    products = new double[slices.count()][channels];
    lanes = new float[workers][Bf16NormPlanes.SUM_LANES];
    halves = new Bf16NormPlanes(shape, clip);
  }

  @Override
  public void begin() {
    affine.set(batch, operands.scale(), operands.shift());
  }

  @Override
  public void run(int slice, int worker) {
    Arrays.fill(sums[slice], 0);
    Arrays.fill(products[slice], 0);
    for (int image = slices.first(slice); image < slices.end(slice); image++) {
      for (int group = 0; group < shape.groups(); group++) {
        addPlane(image, group, slice, lanes[worker]);
      }
    }
  }

  private void addPlane(int image, int group, int slice, float[] plane) {
    MemorySegment y = operands.y();
    int channel = group * LANES;
    long at = shape.plane(image, group);
    if (shape.isBf16()) {
      halves.sums(operands, at, affine, channel, plane);
    } else if (y == null) {
      addPlane(at, channel, plane);
    } else {
      addPlane(at, channel, plane, y);
    }
    for (int lane = 0; lane < LANES; lane++) {
      sums[slice][channel + lane] += plane[lane];
      products[slice][channel + lane] += plane[LANES + lane];
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

  /** Adds the slices in their order. */
  @Override
  public void end() {
    double count = shape.count();
    for (int c = 0; c < shape.channels(); c++) {
      double sum = 0;
      double product = 0;
      for (int slice = 0; slice < slices.count(); slice++) {
        sum += sums[slice][c];
        product += products[slice][c];
      }
      double inverse = affine.inverseDeviation[c];
      double scaleGradient = product * inverse;
      operands.scaleGradient().setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) scaleGradient);
      operands.shiftGradient().setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) sum);
      double tilt = -affine.slope[c] * inverse * scaleGradient / count;
      double level = -affine.slope[c] * sum / count;
      MemorySegment coefficients = operands.coefficients();
      coefficients.setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) tilt);
      coefficients.setAtIndex(ValueLayout.JAVA_FLOAT, shape.channels() + c, (float) level);
    }
  }
}
