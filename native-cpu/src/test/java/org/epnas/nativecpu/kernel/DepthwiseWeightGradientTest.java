package org.epnas.nativecpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the definition in plain loops. */
final class DepthwiseWeightGradientTest {
  private static final int LANES = ChannelPack.LANES;

  /**
   * A case.
   *
   * @param blocks vectors of channels in a block of the layout; 0 for channels last
   */
  private record Case(DepthwiseShape shape, int blocks, DataType type, int parts) {
    PixelOrder order(int height, int width) {
      if (blocks == 0) {
        int c = shape.channels();
        return new PixelOrder(1, (long) height * width * c, 1, (long) width * c, c);
      }
      int block = blocks * LANES;
      long plane = (long) height * width * block;
      long images = Math.ceilDiv(shape.channels(), block) * plane;
      return new PixelOrder(block, images, plane, (long) width * block, block);
    }
  }

  static Stream<Case> cases() {
    Random random = new Random(7);
    return IntStream.range(0, 24)
        .mapToObj(i -> {
          int kernel = 3 + 2 * (i % 3);
          int dilation = 1 + random.nextInt(2);
          int stride = 1 + random.nextInt(2);
          int padding = dilation * (kernel - 1) / 2;
          int height = 3 + random.nextInt(9);
          int width = 3 + random.nextInt(9);
          DepthwiseShape shape =
              new DepthwiseShape(
                  1 + random.nextInt(4),
                  1 + random.nextInt(3 * LANES),
                  height,
                  width,
                  Math.ceilDiv(height, stride),
                  Math.ceilDiv(width, stride),
                  kernel,
                  stride,
                  padding,
                  dilation);
          DataType type = i % 2 == 0 ? DataType.F32 : DataType.BF16;
          return new Case(shape, random.nextInt(3), type, 1 + random.nextInt(3));
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheSumOverAllPixels(Case it) {
    DepthwiseShape shape = it.shape();
    float[] x = random(shape.images(), shape.channels(), shape.height(), shape.width(), 1);
    float[] dy =
        random(shape.images(), shape.channels(), shape.outputHeight(), shape.outputWidth(), 2);
    float[] dw = new float[shape.channels() * shape.taps()];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate((long) dw.length * Float.BYTES, Float.BYTES);
      DepthwiseWeightGradient gradient =
          new DepthwiseWeightGradient(
              shape,
              tensor(arena, it, x, shape.height(), shape.width()),
              tensor(arena, it, dy, shape.outputHeight(), shape.outputWidth()),
              result,
              it.parts());
      for (int repeat = 0; repeat < 2; repeat++) {
        IntStream.range(0, it.parts()).forEach(part -> gradient.run(part, it.parts()));
        gradient.reduce();
      }
      MemorySegment.copy(result, ValueLayout.JAVA_FLOAT, 0, dw, 0, dw.length);
    }
    double[] expected = expected(shape, x, dy);
    for (int i = 0; i < dw.length; i++) {
      assertThat((double) dw[i]).as("element %d", i).isCloseTo(expected[i], within(1e-3));
    }
  }

  private static double[] expected(DepthwiseShape s, float[] x, float[] dy) {
    double[] dw = new double[s.channels() * s.taps()];
    for (int n = 0; n < s.images(); n++) {
      for (int c = 0; c < s.channels(); c++) {
        for (int oh = 0; oh < s.outputHeight(); oh++) {
          for (int ow = 0; ow < s.outputWidth(); ow++) {
            int image = n * s.channels() + c;
            double g = dy[(image * s.outputHeight() + oh) * s.outputWidth() + ow];
            for (int tap = 0; tap < s.taps(); tap++) {
              int ih = oh * s.stride() + tap / s.kernel() * s.dilation() - s.padding();
              int iw = ow * s.stride() + tap % s.kernel() * s.dilation() - s.padding();
              if (ih >= 0 && ih < s.height() && iw >= 0 && iw < s.width()) {
                dw[c * s.taps() + tap] += g * x[(image * s.height() + ih) * s.width() + iw];
              }
            }
          }
        }
      }
    }
    return dw;
  }

  /** Numbers that bf16 can hold: multiples of 1/16 in [-2, 2). */
  private static float[] random(int images, int channels, int height, int width, long seed) {
    Random random = new Random(seed);
    float[] values = new float[images * channels * height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt(64) - 32) / 16f;
    }
    return values;
  }

  private static ImageTensor tensor(Arena arena, Case it, float[] plain, int height, int width) {
    PixelOrder order = it.order(height, width);
    int channels = it.shape().channels();
    long elements = it.shape().images() * order.imageStride();
    MemorySegment memory = arena.allocate(elements * it.type().bytes(), 64);
    for (int i = 0; i < plain.length; i++) {
      int column = i % width;
      int row = i / width % height;
      int channel = i / (width * height) % channels;
      int image = i / (width * height * channels);
      long at =
          image * order.imageStride()
              + channel / order.block() * order.channelStride()
              + channel % order.block()
              + row * order.rowStride()
              + column * order.pixelStride();
      switch (it.type()) {
        case F32 -> memory.setAtIndex(ValueLayout.JAVA_FLOAT, at, plain[i]);
        case BF16 ->
            memory.setAtIndex(
                ValueLayout.JAVA_SHORT, at, (short) (Float.floatToIntBits(plain[i]) >>> 16));
      }
    }
    return new ImageTensor(memory, order, it.type());
  }

  @Test
  void supportsLayoutsWithTheChannelsOfAPixelTogether() {
    PixelOrder blocked = new PixelOrder(2 * LANES, 0, 0, 0, 2L * LANES);
    PixelOrder channelsLast = new PixelOrder(1, 0, 1, 0, 5);
    PixelOrder plain = new PixelOrder(1, 0, 64, 8, 1);

    assertThat(DepthwiseWeightGradient.supports(5, blocked, channelsLast)).isTrue();
    assertThat(DepthwiseWeightGradient.supports(5, plain, blocked)).isFalse();
    assertThat(DepthwiseWeightGradient.supports(9, blocked, blocked)).isFalse();
  }
}
