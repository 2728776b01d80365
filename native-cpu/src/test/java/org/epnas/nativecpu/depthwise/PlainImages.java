package org.epnas.nativecpu.depthwise;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;

/**
 * Images as tests think of them, (N, C, H, W) row-major, to be laid out as the code under test
 * wants them.
 */
record PlainImages(int images, int channels, int height, int width, float[] values) {
  /** Numbers that bf16 can hold: multiples of 1/16 in [-2, 2). */
  static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (random.nextInt(64) - 32) / 16f;
    }
    return values;
  }

  /**
   * A copy in another layout.
   *
   * @param blocks vectors of channels in a block of the layout; 0 for channels last
   */
  ImageTensor in(Arena arena, int blocks, DataType type) {
    PixelOrder order = order(blocks);
    MemorySegment memory = arena.allocate(images * order.imageStride() * type.bytes(), 64);
    for (int i = 0; i < values.length; i++) {
      long at = at(order, i);
      switch (type) {
        case F32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, values[i]);
        case BF16 ->
            memory.setAtIndex(
                ValueLayout.JAVA_SHORT, at, (short) (Float.floatToIntBits(values[i]) >>> 16));
      }
    }
    return new ImageTensor(memory, order, type);
  }

  /** The values of an f32 tensor of this shape, row-major. */
  float[] read(ImageTensor tensor) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = tensor.values().getAtIndex(ValueLayout.JAVA_FLOAT, at(tensor.order(), i));
    }
    return result;
  }

  private PixelOrder order(int blocks) {
    if (blocks == 0) {
      int c = channels;
      return new PixelOrder(1, (long) height * width * c, 1, (long) width * c, c);
    }
    int block = blocks * ChannelPack.LANES;
    long plane = (long) height * width * block;
    long image = Math.ceilDiv(channels, block) * plane;
    return new PixelOrder(block, image, plane, (long) width * block, block);
  }

  private long at(PixelOrder order, int index) {
    int column = index % width;
    int row = index / width % height;
    int channel = index / (width * height) % channels;
    int image = index / (width * height * channels);
    return image * order.imageStride()
        + channel / order.block() * order.channelStride()
        + channel % order.block()
        + row * order.rowStride()
        + column * order.pixelStride();
  }
}
