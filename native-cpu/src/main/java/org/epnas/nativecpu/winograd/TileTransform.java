package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.LANES;
import static org.epnas.nativecpu.winograd.WinogradShape.PATCH;
import static org.epnas.nativecpu.winograd.WinogradShape.POINTS;
import static org.epnas.nativecpu.winograd.WinogradShape.TILE;

/**
 * Takes one vector of channels of a tile from a tensor to its points or back, one direction after
 * the other. Works at the beginning of the array that holds the points.
 */
final class TileTransform {
  /** Where the pixels of a tile are kept, and half-way values. */
  private static final int PIXELS_AT = 0;

  private static final int HALF_AT = POINTS * LANES;

  /** Floats that each method works in. */
  static final int SCRATCH = 2 * POINTS * LANES;

  private static final int ROW = PATCH * LANES;
  private static final int TILE_ROW = TILE * LANES;

  private TileTransform() {}

  /**
   * B^T d B of the 6x6 inputs of a tile.
   *
   * @param to index of the first point
   * @param stride from one point to the next
   */
  static void input(Tiles x, int tile, int group, float[] all, int to, int stride) {
    x.load(tile, group, 1, PATCH, all, PIXELS_AT);
    for (int at = 0; at < ROW; at += LANES) {
      Transform.input(all, PIXELS_AT + at, ROW, HALF_AT + at, ROW);
    }
    for (int i = 0; i < PATCH; i++) {
      Transform.input(all, HALF_AT + i * ROW, LANES, to + i * PATCH * stride, stride);
    }
  }

  /** A dY A^T of the 4x4 gradients of a tile's outputs; parameters as of {@link #input}. */
  static void outputGradient(Tiles dy, int tile, int group, float[] all, int to, int stride) {
    dy.load(tile, group, 0, TILE, all, PIXELS_AT);
    for (int at = 0; at < TILE_ROW; at += LANES) {
      Transform.outputGradient(all, PIXELS_AT + at, TILE_ROW, HALF_AT + at, TILE_ROW);
    }
    for (int i = 0; i < PATCH; i++) {
      Transform.outputGradient(all, HALF_AT + i * TILE_ROW, LANES, to + i * PATCH * stride, stride);
    }
  }

  /**
   * A^T M A to the 4x4 outputs of a tile.
   *
   * @param from index of the first point
   * @param adding to what the outputs hold
   */
  static void output(
      float[] all, int from, int stride, Tiles y, int tile, int group, boolean adding) {
    for (int i = 0; i < PATCH; i++) {
      Transform.output(all, from + i * stride, PATCH * stride, HALF_AT + i * LANES, ROW);
    }
    for (int i = 0; i < TILE; i++) {
      Transform.output(all, HALF_AT + i * ROW, LANES, PIXELS_AT + i * TILE_ROW, LANES);
    }
    if (adding) {
      y.addTo(tile, group, all, PIXELS_AT);
    }
    y.store(tile, group, all, PIXELS_AT);
  }
}
