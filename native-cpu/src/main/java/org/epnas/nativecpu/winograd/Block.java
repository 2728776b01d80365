package org.epnas.nativecpu.winograd;

import static org.epnas.nativecpu.winograd.WinogradShape.LANES;
import static org.epnas.nativecpu.winograd.WinogradShape.POINTS;

/**
 * The tiles that one part of a loop works on at a time, and where their points are: after what
 * {@link TileTransform} works in, those of the inputs, then those of the outputs.
 *
 * @param tiles at a time, a multiple of {@link PointProduct#ROWS}
 * @param inputPoint floats from one point of the inputs to the next
 * @param outputPoint likewise of the outputs
 */
record Block(int tiles, int inputPoint, int outputPoint) {
  /** A second-level cache. */
  private static final int BYTES = 512 << 10;

  private static final int MOST_TILES = 24;

  /** Keeps the same value of neighbouring points out of the same set of the first cache. */
  private static final int SKEW = 2 * LANES;

  static Block of(WinogradShape shape) {
    int channels = shape.paddedInputs() + shape.paddedOutputs();
    long fitting = BYTES / (POINTS * Float.BYTES * channels);
    int rows = PointProduct.ROWS;
    int tiles = Math.clamp(fitting / rows * rows, rows, MOST_TILES);
    return new Block(
        tiles, tiles * shape.paddedInputs() + SKEW, tiles * shape.paddedOutputs() + SKEW);
  }

  int inputsAt() {
    return TileTransform.SCRATCH;
  }

  int outputsAt() {
    return inputsAt() + POINTS * inputPoint;
  }

  /** Floats in all. */
  int size() {
    return outputsAt() + POINTS * outputPoint;
  }
}
