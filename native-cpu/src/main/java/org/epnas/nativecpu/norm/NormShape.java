package org.epnas.nativecpu.norm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;

/**
 * Shape of a batch normalisation's tensors, which lie in memory as (N, C / lanes, H * W, lanes):
 * planes of one vector of channels, without gaps. The lanes beyond C are 0.
 *
 * @param images N
 * @param channels C
 * @param pixels H * W
 * @param type of the values; parameters and statistics are f32
 */
public record NormShape(int images, int channels, int pixels, DataType type) {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Channels in one vector. */
  static final int LANES = SPECIES.length();

  /** Bytes of one vector. */
  static final int VECTOR = SPECIES.vectorByteSize();

  /** Whether the loops can work on this layout: a block is one vector, pixels of bf16 are pairs. */
  public boolean fits(PixelOrder order) {
    return order.block() == LANES && (!isBf16() || pixels % 2 == 0);
  }

  /** Vectors of channels. */
  int groups() {
    return Math.ceilDiv(channels, LANES);
  }

  int paddedChannels() {
    return groups() * LANES;
  }

  int planeBytes() {
    return pixels * LANES * type.bytes();
  }

  boolean isBf16() {
    return type == DataType.BF16;
  }

  /** Offset in bytes of a vector of channels of one image. */
  long plane(int image, int group) {
    return ((long) image * groups() + group) * planeBytes();
  }

  /** Values per channel, N * H * W. */
  long count() {
    return (long) images * pixels;
  }
}
