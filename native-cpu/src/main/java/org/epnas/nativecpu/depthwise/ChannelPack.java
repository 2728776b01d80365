package org.epnas.nativecpu.depthwise;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.epnas.nativecpu.onednn.PixelOrder;

/**
 * Copies one vector of channels of one image into an f32 array with a margin, pixel after pixel:
 * the loops that follow see neither the layout nor the element type nor the edges of the image.
 */
final class ChannelPack {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Channels in one vector. */
  static final int LANES = SPECIES.length();

  private static final ByteOrder ORDER = ByteOrder.nativeOrder();
  private static final VectorSpecies<Short> HALVES =
      VectorSpecies.of(short.class, VectorShape.forBitSize(LANES * Short.SIZE));
  private static final VectorSpecies<Integer> INTEGERS = SPECIES.withLanes(int.class);

  private final ImageTensor tensor;
  private final int channels;
  private final int height;
  private final int width;
  private final int margin;

  /**
   * @param channels C; the lanes beyond it become 0, as they are in a blocked layout
   * @param margin rows and columns on each side of the packed image, which must be 0 beforehand
   */
  ChannelPack(ImageTensor tensor, int channels, int height, int width, int margin) {
    this.tensor = tensor;
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.margin = margin;
  }

  /** Whether the channels of a pixel lie next to each other, one vector of them at least. */
  static boolean canRead(PixelOrder order) {
    boolean blocked = order.block() % LANES == 0;
    boolean channelsLast = order.block() == 1 && order.channelStride() == 1;
    return blocked || channelsLast;
  }

  /** Values of a packed image. */
  int size() {
    return (height + 2 * margin) * (width + 2 * margin) * LANES;
  }

  /** Packs the channels from {@code channel} to {@code channel + LANES - 1}. */
  void pack(int image, int channel, float[] packed) {
    boolean whole = channel + LANES <= channels || tensor.order().block() > 1;
    int rowLength = (width + 2 * margin) * LANES;
    for (int row = 0; row < height; row++) {
      long from = tensor.rowOffset(image, channel, row);
      int to = (row + margin) * rowLength + margin * LANES;
      if (whole) {
        packRow(from, packed, to);
      } else {
        packRow(from, packed, to, SPECIES.indexInRange(channel, channels));
      }
    }
  }

  private void packRow(long from, float[] packed, int to) {
    switch (tensor.type()) {
      case F32 -> packFloats(from, packed, to);
      case BF16 -> packHalves(from, packed, to);
    }
  }

  private void packFloats(long from, float[] packed, int to) {
    long step = tensor.columnBytes();
    if (step == SPECIES.vectorByteSize()) {
      MemorySegment.copy(tensor.values(), ValueLayout.JAVA_FLOAT, from, packed, to, width * LANES);
      return;
    }
    for (int column = 0; column < width; column++) {
      FloatVector.fromMemorySegment(SPECIES, tensor.values(), from + column * step, ORDER)
          .intoArray(packed, to + column * LANES);
    }
  }

  private void packHalves(long from, float[] packed, int to) {
    long step = tensor.columnBytes();
    for (int column = 0; column < width; column++) {
      widen(ShortVector.fromMemorySegment(HALVES, tensor.values(), from + column * step, ORDER))
          .intoArray(packed, to + column * LANES);
    }
  }

  /** The last vector of a channels-last layout: what lies after it is the next pixel. */
  private void packRow(long from, float[] packed, int to, VectorMask<Float> inside) {
    long step = tensor.columnBytes();
    VectorMask<Short> halves = inside.cast(HALVES);
    for (int column = 0; column < width; column++) {
      long at = from + column * step;
      FloatVector values =
          switch (tensor.type()) {
            case F32 -> FloatVector.fromMemorySegment(SPECIES, tensor.values(), at, ORDER, inside);
            case BF16 ->
                widen(ShortVector.fromMemorySegment(HALVES, tensor.values(), at, ORDER, halves));
          };
      values.intoArray(packed, to + column * LANES);
    }
  }

  /** A bf16 number is the upper half of an f32 number. */
  private static FloatVector widen(ShortVector halves) {
    return halves
        .convertShape(VectorOperators.ZERO_EXTEND_S2I, INTEGERS, 0)
        .reinterpretAsInts()
        .lanewise(VectorOperators.LSHL, Short.SIZE)
        .reinterpretAsFloats();
  }
}
