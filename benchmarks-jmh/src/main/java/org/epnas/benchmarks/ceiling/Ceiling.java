package org.epnas.benchmarks.ceiling;

import org.epnas.nativecpu.onednn.DataType;

/**
 * What the machine does at most with a number of threads.
 *
 * @param fmaGflops multiply-adds in registers, fp32
 * @param matmulGflops oneDNN's matrix product, fp32
 * @param matmulBf16Gflops the same in bf16; 0 where the processor has none
 * @param memoryGigabytes per second, read and written, of a copy within {@link #MEMORY_BYTES}
 * @param cacheGigabytes the same within {@link #CACHE_BYTES}
 */
record Ceiling(
    int threads,
    double fmaGflops,
    double matmulGflops,
    double matmulBf16Gflops,
    double memoryGigabytes,
    double cacheGigabytes) {
  static final long MEMORY_BYTES = 512L << 20;
  static final long CACHE_BYTES = 4L << 20;

  static Ceiling measure(int threads, boolean bf16) {
    return new Ceiling(
        threads,
        FmaPeak.gflops(threads),
        MatmulPeak.gflops(threads, DataType.F32),
        bf16 ? MatmulPeak.gflops(threads, DataType.BF16) : 0,
        CopyPeak.gigabytesPerSecond(threads, MEMORY_BYTES),
        CopyPeak.gigabytesPerSecond(threads, CACHE_BYTES));
  }

  /**
   * The least time for some work: either the arithmetic or the traffic takes it (Williams, Waterman
   * and Patterson 2009, the roofline model).
   *
   * @return microseconds
   */
  double leastMicros(double flops, double bytes) {
    double bandwidth = bytes <= CACHE_BYTES ? cacheGigabytes : memoryGigabytes;
    return Math.max(flops / matmulGflops, bytes / bandwidth) / 1e3;
  }
}
