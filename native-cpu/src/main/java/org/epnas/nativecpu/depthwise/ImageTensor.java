package org.epnas.nativecpu.depthwise;

import java.lang.foreign.MemorySegment;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;

/**
 * An image tensor (N, C, H, W) in memory.
 *
 * @param order where its values lie
 */
public record ImageTensor(MemorySegment values, PixelOrder order, DataType type) {
  /** Offset in bytes of the first column of a row, for the channels from {@code channel} on. */
  long rowOffset(int image, int channel, int row) {
    long elements =
        image * order.imageStride()
            + channel / order.block() * order.channelStride()
            + channel % order.block()
            + row * order.rowStride();
    return elements * type.bytes();
  }

  /** Bytes from one column to the next. */
  long columnBytes() {
    return order.pixelStride() * type.bytes();
  }
}
