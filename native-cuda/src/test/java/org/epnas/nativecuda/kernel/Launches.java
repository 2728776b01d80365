package org.epnas.nativecuda.kernel;

import org.epnas.nativecuda.runtime.Geometry;

/** Launches as tests choose them: small, and not matching the sizes. */
final class Launches {
  private static final int WARP = 32;

  private Launches() {}

  /** Threads take several values each, and not all the same number. */
  static Geometry flat() {
    return Geometry.blocks(3, WARP);
  }

  /** Two rows per block. */
  static Geometry warpPerRow(int rows) {
    return new Geometry(Math.ceilDiv(rows, 2), 1, 1, WARP, 2, 0);
  }
}
