package org.epnas.nativecuda.runtime;

/**
 * Threads of a launch.
 *
 * @param gridX blocks
 * @param blockX threads of a block
 * @param sharedBytes dynamic shared memory of a block
 */
public record Geometry(int gridX, int gridY, int gridZ, int blockX, int blockY, int sharedBytes) {
  private static final int WARP = 32;

  /** The most that every kernel is compiled for. */
  public static final int LARGEST_BLOCK = 256;

  /** Enough to fill any device; a thread of a flat launch takes several values beyond it. */
  private static final int LARGEST_FLAT_GRID = 4096;

  /** One-dimensional, for kernels that say "flat over size". */
  public static Geometry flat(long size) {
    int block = (int) Math.min(LARGEST_BLOCK, Math.ceilDiv(size, WARP) * WARP);
    int grid = (int) Math.min(LARGEST_FLAT_GRID, Math.ceilDiv(size, block));
    return new Geometry(grid, 1, 1, block, 1, 0);
  }

  /** One warp for each of {@code rows}, several in a block. */
  public static Geometry warps(int rows) {
    int perBlock = Math.min(LARGEST_BLOCK / WARP, rows);
    return new Geometry(Math.ceilDiv(rows, perBlock), 1, 1, WARP, perBlock, 0);
  }

  /** Blocks of one dimension. */
  public static Geometry blocks(int grid, int block) {
    return new Geometry(grid, 1, 1, block, 1, 0);
  }
}
