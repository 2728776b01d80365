package org.epnas.nativecpu.depthwise;

import static org.epnas.nativecpu.depthwise.ChannelPack.LANES;
import static org.epnas.nativecpu.depthwise.ChannelPack.SPECIES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** Writes rows of one vector of channels, pixel after pixel in an array, into an f32 tensor. */
final class ChannelRow {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private final ImageTensor tensor;
  private final int channels;
  private final int width;
  private final boolean accumulates;

  /**
   * @param tensor whose layout {@link ChannelPack#canRead}
   * @param accumulates whether to add to what is there
   */
  ChannelRow(ImageTensor tensor, int channels, int width, boolean accumulates) {
    this.tensor = tensor;
    this.channels = channels;
    this.width = width;
    this.accumulates = accumulates;
  }

  /** Writes the channels from {@code channel} to {@code channel + LANES - 1} of a row. */
  void write(int image, int channel, int row, float[] values) {
    long at = tensor.rowOffset(image, channel, row);
    boolean whole = channel + LANES <= channels || tensor.order().block() > 1;
    if (!whole) {
      write(values, at, SPECIES.indexInRange(channel, channels));
    } else if (accumulates) {
      add(values, at);
    } else {
      write(values, at);
    }
  }

  private void write(float[] values, long at) {
    long step = tensor.columnBytes();
    if (step == SPECIES.vectorByteSize()) {
      MemorySegment.copy(values, 0, tensor.values(), ValueLayout.JAVA_FLOAT, at, width * LANES);
      return;
    }
    for (int column = 0; column < width; column++) {
      FloatVector.fromArray(SPECIES, values, column * LANES)
          .intoMemorySegment(tensor.values(), at + column * step, ORDER);
    }
  }

  private void add(float[] values, long at) {
    long step = tensor.columnBytes();
    for (int column = 0; column < width; column++) {
      FloatVector.fromMemorySegment(SPECIES, tensor.values(), at + column * step, ORDER)
          .add(FloatVector.fromArray(SPECIES, values, column * LANES))
          .intoMemorySegment(tensor.values(), at + column * step, ORDER);
    }
  }

  /** The last vector of a channels-last layout: what lies after it is the next pixel. */
  private void write(float[] values, long at, VectorMask<Float> inside) {
    long step = tensor.columnBytes();
    for (int column = 0; column < width; column++) {
      FloatVector value = FloatVector.fromArray(SPECIES, values, column * LANES);
      if (accumulates) {
        value =
            value.add(
                FloatVector.fromMemorySegment(
                    SPECIES, tensor.values(), at + column * step, ORDER, inside));
      }
      value.intoMemorySegment(tensor.values(), at + column * step, ORDER, inside);
    }
  }
}
