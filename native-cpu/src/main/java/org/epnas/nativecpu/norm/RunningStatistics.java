package org.epnas.nativecpu.norm;

import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.loop.StepState;

/**
 * Moves the running statistics of a batch normalisation towards those of the batch.
 *
 * @param batch biased variance
 * @param running moved; unbiased variance
 * @param count values per channel, N * H * W
 */
public record RunningStatistics(
    StepState state, BatchStatistics batch, BatchStatistics running, long count) {
  public void run() {
    batch.check(state);
    double unbiased = (double) count / (count - 1);
    for (int c = 0; c < batch.channels(); c++) {
      double mean = moved(running.mean(c), batch.mean(c));
      double variance = moved(running.variance(c), unbiased * batch.variance(c));
      running.set(c, mean, variance);
    }
  }

  private static double moved(double before, double batch) {
    return (1 - Program.STATISTICS_MOMENTUM) * before + Program.STATISTICS_MOMENTUM * batch;
  }
}
