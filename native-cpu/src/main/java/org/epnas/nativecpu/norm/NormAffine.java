package org.epnas.nativecpu.norm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.epnas.kernel.program.Program;

/**
 * What a batch normalisation does to a channel, z = (x - mean) * slope + shift, as arrays by
 * channel that are 0 beyond the last one.
 */
final class NormAffine {
  final float[] mean;
  final float[] slope;
  final float[] shift;

  /** 1 / sqrt(variance + epsilon). */
  final double[] inverseDeviation;

  NormAffine(int paddedChannels) {
    mean = new float[paddedChannels];
    slope = new float[paddedChannels];
    shift = new float[paddedChannels];
    inverseDeviation = new double[paddedChannels];
  }

  /**
   * @param scales gamma by channel
   * @param shifts beta by channel
   */
  void set(BatchStatistics statistics, MemorySegment scales, MemorySegment shifts) {
    for (int c = 0; c < statistics.channels(); c++) {
      double inverse = 1 / Math.sqrt(statistics.variance(c) + Program.EPSILON);
      inverseDeviation[c] = inverse;
      mean[c] = statistics.mean(c);
      slope[c] = (float) (scales.getAtIndex(ValueLayout.JAVA_FLOAT, c) * inverse);
      shift[c] = shifts.getAtIndex(ValueLayout.JAVA_FLOAT, c);
    }
  }
}
