package org.epnas.benchmarks.ceiling;

import org.epnas.nativecpu.memory.NativeMemory;

/** Copies from one half of a working set to the other: what memory or a cache can deliver. */
final class CopyPeak {
  /** Bytes to copy in one repeat at least, so that starting threads does not count. */
  private static final long REPEAT_BYTES = 1L << 30;

  private CopyPeak() {}

  /**
   * Gigabytes per second, read and written ones.
   *
   * @param workingSet bytes of both halves, shared by all threads
   */
  static double gigabytesPerSecond(int threads, long workingSet) {
    long part = workingSet / 2 / threads;
    long passes = Math.max(1, REPEAT_BYTES / workingSet);
    try (NativeMemory memory = NativeMemory.allocate(2 * part * threads)) {
      double seconds =
          Repeats.bestSeconds(
              threads,
              thread -> {
                var from = memory.segment().asSlice(2 * part * thread, part);
                var to = memory.segment().asSlice(2 * part * thread + part, part);
                for (long pass = 0; pass < passes; pass++) {
                  to.copyFrom(from);
                }
              });
      return 2.0 * part * threads * passes / seconds / 1e9;
    }
  }
}
