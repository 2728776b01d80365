package org.epnas.nativecpu.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.epnas.kernel.program.Program;

/**
 * Moves the running statistics of a batch normalisation towards those of the batch.
 *
 * @param mean of the batch, by channel
 * @param variance of the batch, biased, by channel
 * @param runningMean moved
 * @param runningVariance moved, unbiased
 * @param channels C
 * @param count values per channel, N * H * W
 */
public record RunningStatistics(
    MemorySegment mean,
    MemorySegment variance,
    MemorySegment runningMean,
    MemorySegment runningVariance,
    int channels,
    long count) {
  public void run() {
    double unbiased = (double) count / (count - 1);
    for (int c = 0; c < channels; c++) {
      move(runningMean, c, mean.getAtIndex(ValueLayout.JAVA_FLOAT, c));
      move(runningVariance, c, unbiased * variance.getAtIndex(ValueLayout.JAVA_FLOAT, c));
    }
  }

  private static void move(MemorySegment running, int c, double batch) {
    double before = running.getAtIndex(ValueLayout.JAVA_FLOAT, c);
    double after =
        (1 - Program.STATISTICS_MOMENTUM) * before + Program.STATISTICS_MOMENTUM * batch;
    running.setAtIndex(ValueLayout.JAVA_FLOAT, c, (float) after);
  }
}
