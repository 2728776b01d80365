package org.epnas.nativecpu.kernel;

import static org.epnas.nativecpu.kernel.NormShape.LANES;
import static org.epnas.nativecpu.kernel.NormShape.SPECIES;
import static org.epnas.nativecpu.kernel.NormShape.VECTOR;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.openmp.ParallelLoop;

/**
 * Mean and variance of a batch in one pass over it. The sums are taken of x minus the channel's
 * first value, which lies within a few deviations of the mean, so that nothing cancels (Chan et al.
 * 1983, shifted data); floats are added within a plane only, planes in double.
 */
final class NormMoments implements ParallelLoop.Body {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final NormShape shape;
  private final MemorySegment x;
  private final float[] origin;
  private final double[][] sums;
  private final double[][] squares;
  private final float[][] lanes;

  NormMoments(NormShape shape, MemorySegment x, int parts) {
    this.shape = shape;
    this.x = x;
    origin = new float[shape.paddedChannels()];
    sums = new double[parts][shape.paddedChannels()];
    squares = new double[parts][shape.paddedChannels()];
    lanes = new float[parts][2 * LANES];
  }

  /** To be called before the loop. */
  void prepare() {
    for (int group = 0; group < shape.groups(); group++) {
      FloatVector.fromMemorySegment(SPECIES, x, shape.plane(0, group), ORDER)
          .intoArray(origin, group * LANES);
    }
  }

  @Override
  public void run(int part, int parts) {
    Arrays.fill(sums[part], 0);
    Arrays.fill(squares[part], 0);
    // Backwards: the images of x that were written last are still in a cache.
    int first = shape.firstImage(part, parts);
    for (int image = shape.firstImage(part + 1, parts) - 1; image >= first; image--) {
      for (int group = 0; group < shape.groups(); group++) {
        int channel = group * LANES;
        addPlane(
            shape.plane(image, group),
            FloatVector.fromArray(SPECIES, origin, channel),
            lanes[part]);
        for (int lane = 0; lane < LANES; lane++) {
          sums[part][channel + lane] += lanes[part][lane];
          squares[part][channel + lane] += lanes[part][LANES + lane];
        }
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

  /** Adds the parts in their order; to be called after the loop. */
  void finish(BatchStatistics result) {
    double count = shape.count();
    for (int c = 0; c < shape.channels(); c++) {
      double sum = 0;
      double square = 0;
      for (int part = 0; part < sums.length; part++) {
        sum += sums[part][c];
        square += squares[part][c];
      }
      double offset = sum / count;
      result.set(c, origin[c] + offset, Math.max(0, square / count - offset * offset));
    }
  }
}
