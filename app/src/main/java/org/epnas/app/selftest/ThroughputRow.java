package org.epnas.app.selftest;

import org.epnas.nativecuda.Arithmetic;
import org.epnas.training.selftest.Throughput;

/**
 * Speed of a network's training.
 *
 * @param network A, B or C
 * @param flopsPerImage of the convolutions in one training step
 * @param peakFlops per second, of cuBLAS's product of two large matrices in the same arithmetic
 */
public record ThroughputRow(
    String network,
    String title,
    Arithmetic arithmetic,
    int batchSize,
    Throughput imagesPerSecond,
    long flopsPerImage,
    double peakFlops) {
  /** Share of the peak that the convolutions alone account for, in [0, 1]. */
  public double shareOfPeak() {
    return imagesPerSecond.median() * flopsPerImage / peakFlops;
  }
}
