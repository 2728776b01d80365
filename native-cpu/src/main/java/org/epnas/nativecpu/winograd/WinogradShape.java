package org.epnas.nativecpu.winograd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.epnas.kernel.program.Op;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;
import org.epnas.simd.VectorApi;

/**
 * Shape of a 3x3 convolution with stride 1 that keeps the size of its images, whose tensors lie in
 * memory as (N, C / lanes, H, W, lanes), the lanes beyond C being 0.
 *
 * @param images N
 * @param inputs channels of the input
 * @param outputs channels of the output
 * @param height H
 * @param width W
 */
public record WinogradShape(int images, int inputs, int outputs, int height, int width) {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Channels in one vector. */
  static final int LANES = SPECIES.length();

  /** Bytes of one vector. */
  static final int VECTOR = SPECIES.vectorByteSize();

  /** Outputs on each side of a tile. */
  static final int TILE = 4;

  /** Inputs on each side of a tile, and points on each side of its transform. */
  static final int PATCH = 6;

  /** Points of a tile's transform. */
  static final int POINTS = PATCH * PATCH;

  /** Taps on each side of a kernel. */
  static final int KERNEL = 3;

  /** Taps of a kernel. */
  static final int TAPS = KERNEL * KERNEL;

  /**
   * Measured on AVX2: with 8 channels direct code is up to 1.4 times faster, with 16 it is even.
   */
  private static final int FEWEST_CHANNELS = 16;

  private static final int FEWEST_TILES = 64;

  /** Pixels of the tiles over those of the image: 1.31 with 7 or 14 rows, 1.78 with 6. */
  private static final double MOST_WASTE = 1.4;

  private static final long MOST_BYTES = 256L << 20;

  /** Whether this package can compute a convolution between tensors that lie in memory so. */
  public static boolean supports(
      Op.Convolution op, DataType type, PixelOrder input, PixelOrder output) {
    return VectorApi.isOn()
        && type == DataType.F32
        && op.kernel() == KERNEL
        && op.stride() == 1
        && op.dilation() == 1
        && op.padding() == 1
        && op.groups() == 1
        && input.block() == LANES
        && output.block() == LANES;
  }

  /** Of the gradient of the input, which is a convolution of the gradient of the output. */
  public WinogradShape turned() {
    return new WinogradShape(images, /* inputs= */ outputs, /* outputs= */ inputs, height, width);
  }

  /**
   * Whether the fewer multiplications are worth the transforms, which they are not with few
   * channels or tiles, and the sums of all threads fit into memory.
   */
  public boolean isFaster(int threads) {
    double waste = (double) tilesPerImage() * TILE * TILE / (height * width);
    return Math.min(inputs, outputs) >= FEWEST_CHANNELS
        && (long) images * tilesPerImage() >= FEWEST_TILES
        && waste <= MOST_WASTE
        && (long) threads * POINTS * kernelFloats() * Float.BYTES <= MOST_BYTES;
  }

  int inputGroups() {
    return Math.ceilDiv(inputs, LANES);
  }

  int outputGroups() {
    return Math.ceilDiv(outputs, LANES);
  }

  int tilesDown() {
    return Math.ceilDiv(height, TILE);
  }

  int tilesAcross() {
    return Math.ceilDiv(width, TILE);
  }

  int tilesPerImage() {
    return tilesDown() * tilesAcross();
  }

  /** First of the tiles that a part of a loop takes. */
  int firstTile(int part, int parts) {
    return (int) ((long) images * tilesPerImage() * part / parts);
  }

  int paddedInputs() {
    return inputGroups() * LANES;
  }

  int paddedOutputs() {
    return outputGroups() * LANES;
  }

  /** Floats of the kernels at one point. */
  int kernelFloats() {
    return paddedInputs() * paddedOutputs();
  }
}
