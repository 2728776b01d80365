package org.epnas.nativecpu.norm;

import static org.epnas.nativecpu.norm.NormShape.LANES;
import static org.epnas.nativecpu.norm.NormShape.SPECIES;
import static org.epnas.nativecpu.norm.NormShape.VECTOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.slice.SliceWork;
import org.epnas.nativecpu.slice.Slices;

/**
 * Mean and variance of a batch in one pass over it. The sums of a slice are taken of x minus the
 * first value of the channel in it, which lies within a few deviations of the mean, so that nothing
 * cancels; slices are put together by their means and squared deviations (Chan et al. 1983). Floats
 * are added within a plane only, planes in double.
 */
public final class NormMoments implements SliceWork {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final NormShape shape;
  private final Slices slices;
  private final MemorySegment x;
  private final BatchStatistics result;

  /** By slice and channel. */
  private final float[][] origins;

  /** By slice and channel: sums of x - origin, and of its square. */
  private final double[][] sums;

  private final double[][] squares;

  /** By worker: the sums of a plane. */
  private final float[][] lanes;

  private final Bf16NormPlanes halves;

  /**
   * @param result receives the mean and the biased variance
   */
  public NormMoments(
      NormShape shape, Slices slices, int workers, MemorySegment x, BatchStatistics result) {
    this.shape = shape;
    this.slices = slices;
    this.x = x;
    this.result = result;
    origins = new float[slices.count()][shape.paddedChannels()];
    sums = new double[slices.count()][shape.paddedChannels()];
    squares = new double[slices.count()][shape.paddedChannels()];
    lanes = new float[workers][Bf16NormPlanes.SUM_LANES];
    halves = new Bf16NormPlanes(shape, Clip.NONE);
  }

  @Override
  public void run(int slice, int worker) {
    Arrays.fill(sums[slice], 0);
    Arrays.fill(squares[slice], 0);
    int first = slices.first(slice);
    for (int group = 0; group < shape.groups(); group++) {
      setOrigin(shape.plane(first, group), origins[slice], group * LANES);
    }
    for (int image = first; image < slices.end(slice); image++) {
      addImage(image, slice, lanes[worker]);
    }
  }

  private void setOrigin(long at, float[] origin, int channel) {
    if (shape.isBf16()) {
      halves.firstPixel(x, at, origin, channel);
    } else {
      FloatVector.fromMemorySegment(SPECIES, x, at, ORDER).intoArray(origin, channel);
    }
  }

  private void addImage(int image, int slice, float[] plane) {
    for (int group = 0; group < shape.groups(); group++) {
      int channel = group * LANES;
      long at = shape.plane(image, group);
      if (shape.isBf16()) {
        halves.moments(x, at, origins[slice], channel, plane);
      } else {
        addPlane(at, FloatVector.fromArray(SPECIES, origins[slice], channel), plane);
      }
      for (int lane = 0; lane < LANES; lane++) {
        sums[slice][channel + lane] += plane[lane];
        squares[slice][channel + lane] += plane[LANES + lane];
      }
    }
  }

  /** Two accumulators of each kind hide the latency of an addition. */
  private void addPlane(long at, FloatVector from, float[] result) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    FloatVector square0 = sum0;
    FloatVector square1 = sum0;
    int pairs = shape.planeBytes() - VECTOR;
    int i = 0;
    for (; i < pairs; i += 2 * VECTOR) {
      FloatVector a = FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(from);
      FloatVector b = FloatVector.fromMemorySegment(SPECIES, x, at + i + VECTOR, ORDER).sub(from);
      sum0 = sum0.add(a);
      square0 = a.fma(a, square0);
      sum1 = sum1.add(b);
      square1 = b.fma(b, square1);
    }
    if (i < shape.planeBytes()) {
      FloatVector a = FloatVector.fromMemorySegment(SPECIES, x, at + i, ORDER).sub(from);
      sum0 = sum0.add(a);
      square0 = a.fma(a, square0);
    }
    sum0.add(sum1).intoArray(result, 0);
    square0.add(square1).intoArray(result, LANES);
  }

  @Override
  public void end() {
    for (int c = 0; c < shape.channels(); c++) {
      double mean = 0;
      double deviations = 0;
      double before = 0;
      for (int slice = 0; slice < slices.count(); slice++) {
        double count = (double) (slices.end(slice) - slices.first(slice)) * shape.pixels();
        double offset = sums[slice][c] / count;
        double distance = origins[slice][c] + offset - mean;
        double share = count / (before + count);
        mean += distance * share;
        deviations +=
            squares[slice][c] - offset * sums[slice][c] + distance * distance * before * share;
        before += count;
      }
      result.set(c, mean, Math.max(0, deviations / before));
    }
  }
}
