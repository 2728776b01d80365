package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;
import static org.epnas.nativecpu.depthwise.ChannelPack.SPECIES;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;

/**
 * What {@link WeightGradientRowPacked} does, on f32 tensors where they lie: for some shapes and one
 * layout.
 */
interface WeightGradientRowInPlace {
  /** Bytes from one pixel to the next. */
  int PIXEL = SPECIES.vectorByteSize();

  /** For operands that can be read. */
  static Optional<WeightGradientRowInPlace> of(
      DepthwiseShape shape, ImageTensor x, ImageTensor dy) {
    if (x.type() != dy.type() || !supports(shape, x.order(), dy.order(), x.type())) {
      return Optional.empty();
    }
    return Optional.of(
        shape.stride() == 1
            ? new WeightGradientRowInPlaceStride1(shape, x, dy)
            : new WeightGradientRowInPlaceStride2(shape, x, dy));
  }

  static boolean supports(DepthwiseShape shape, PixelOrder x, PixelOrder dy, DataType type) {
    boolean knowsShape =
        WeightGradientRowInPlaceStride1.supports(shape)
            || WeightGradientRowInPlaceStride2.supports(shape);
    return knowsShape && type == DataType.F32 && isPlane(x) && isPlane(dy);
  }

  /** One vector of channels is a plane of its own. */
  private static boolean isPlane(PixelOrder order) {
    return order.block() == LANES && order.pixelStride() == LANES;
  }

  /**
   * Adds what belongs to some rows of the output.
   *
   * @param channel the first of a vector of channels
   * @param kernelRow kh
   * @param rows oh
   * @param sums K vectors from {@code at} on are increased
   */
  void add(
      int image,
      int channel,
      int kernelRow,
      WeightGradientRowPacked.Rows rows,
      float[] sums,
      int at);

  /** The vector of channels of a pixel. */
  static FloatVector load(MemorySegment values, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, values, offset, ByteOrder.nativeOrder());
  }

  /** Adds to the sums of a tap. */
  static void increase(float[] sums, int at, FloatVector more) {
    FloatVector.fromArray(SPECIES, sums, at).add(more).intoArray(sums, at);
  }
}
