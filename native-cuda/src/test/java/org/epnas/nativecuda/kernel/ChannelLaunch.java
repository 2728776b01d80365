package org.epnas.nativecuda.kernel;

import org.epnas.nativecuda.runtime.Geometry;

/** Launches of sums over channels, as channel_sum.cuh wants them, with blocks of two warps. */
final class ChannelLaunch {
  private static final int LANES = 4;
  private static final int THREADS = 64;

  private ChannelLaunch() {}

  /**
   * @param depth third grid dimension
   */
  static Geometry of(Format format, int channels, int parts, int depth) {
    int sharedBytes = THREADS * 2 * Float.BYTES;
    return switch (format) {
      case NCHW_F32 -> new Geometry(channels, parts, depth, THREADS, 1, sharedBytes);
      case NHWC_BF16 ->
          new Geometry(
              Math.ceilDiv(channels, LANES), parts, depth, LANES, THREADS / LANES, sharedBytes);
    };
  }
}
