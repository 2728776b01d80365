package org.epnas.nativecuda.network;

import org.epnas.nativecuda.runtime.Geometry;

/**
 * How the first stage of a sum over the values of each channel is launched (channel_sum.cuh). It
 * follows from the shape alone, so that the order of every sum does, too.
 *
 * @param parts partial sums per channel
 */
record ChannelSums(Geometry geometry, int parts) {
  /** Blocks that fill a device of today several times. */
  private static final int TARGET_BLOCKS = 512;

  /** Values of a channel that are worth a block. */
  private static final int LEAST_VALUES = 1024;

  private static final int WARP = 32;

  /** Bytes: a pair of f32 per thread. */
  private static final int SHARED_PER_THREAD = 8;

  /**
   * @param count values of a channel
   * @param depth blocks in the third dimension of the grid
   */
  static ChannelSums of(TensorFormat format, int channels, int count, int depth) {
    return switch (format) {
      case NCHW_F32 -> sums(1, channels, count, depth);
      case NHWC_BF16 -> {
        int perBlock = Math.min(WARP, powerOfTwo(channels));
        yield sums(perBlock, Math.ceilDiv(channels, perBlock), count, depth);
      }
    };
  }

  private static ChannelSums sums(int channelsOfBlock, int groups, int count, int depth) {
    int parts = Math.clamp(TARGET_BLOCKS / groups, 1, Math.max(1, count / LEAST_VALUES));
    int members =
        Math.min(Geometry.LARGEST_BLOCK / channelsOfBlock, powerOfTwo(Math.ceilDiv(count, parts)));
    int blockX = channelsOfBlock == 1 ? members : channelsOfBlock;
    int blockY = channelsOfBlock == 1 ? 1 : members;
    int shared = SHARED_PER_THREAD * channelsOfBlock * members;
    return new ChannelSums(new Geometry(groups, parts, depth, blockX, blockY, shared), parts);
  }

  /** The least one that is not below. */
  private static int powerOfTwo(int value) {
    int highest = Integer.highestOneBit(value);
    return highest == value ? value : 2 * highest;
  }
}
