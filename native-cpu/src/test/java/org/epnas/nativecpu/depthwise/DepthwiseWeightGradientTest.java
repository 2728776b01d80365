package org.epnas.nativecpu.depthwise;

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
import org.epnas.nativecpu.slice.SliceRuns;
import org.epnas.nativecpu.slice.Slices;
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
  record Case(DepthwiseShape shape, int blocks, DataType type, int slicesWanted) {
    Slices slices() {
      return new Slices(shape.images(), Math.min(slicesWanted, shape.images()));
    }

    ImageTensor tensor(Arena arena, float[] plain, int height, int width) {
      PlainImages images = new PlainImages(shape.images(), shape.channels(), height, width, plain);
      return images.in(arena, blocks, type);
    }
  }

  static Stream<Case> cases() {
    return Stream.concat(anyShapes(), shapesReadInPlace());
  }

  private static Stream<Case> anyShapes() {
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

  /** From the narrowest image, which has edges only, to one with several bands of rows. */
  private static Stream<Case> shapesReadInPlace() {
    return Stream.of(
        inPlace(4, 2, 3, 1),
        inPlace(5, 4, 3, 1),
        inPlace(20, 32, 3, 1),
        inPlace(1, 6, 3, 1),
        inPlace(6, 4, 5, 1),
        inPlace(5, 6, 5, 1),
        inPlace(20, 32, 5, 1),
        inPlace(2, 10, 5, 1),
        inPlace(4, 4, 5, 2),
        inPlace(7, 8, 5, 2),
        inPlace(1, 12, 5, 2),
        inPlace(36, 32, 5, 2));
  }

  private static Case inPlace(int height, int width, int kernel, int stride) {
    DepthwiseShape shape =
        new DepthwiseShape(
            2,
            2 * LANES - 1,
            height,
            width,
            Math.ceilDiv(height, stride),
            width / stride,
            kernel,
            stride,
            kernel / 2,
            1);
    return new Case(shape, 1, DataType.F32, 2);
  }

  @Test
  void readsInPlaceWhatLiesInPlanes() {
    PixelOrder planes = new PixelOrder(LANES, 0, 0, 0, LANES);
    PixelOrder wide = new PixelOrder(2 * LANES, 0, 0, 0, 2L * LANES);

    assertThat(shapesReadInPlace())
        .allMatch(
            it -> DepthwiseWeightGradient.readsInPlace(it.shape(), planes, planes, DataType.F32));
    DepthwiseShape shape = shapesReadInPlace().findFirst().orElseThrow().shape();
    assertThat(DepthwiseWeightGradient.readsInPlace(shape, planes, wide, DataType.F32)).isFalse();
    assertThat(DepthwiseWeightGradient.readsInPlace(shape, planes, planes, DataType.BF16))
        .isFalse();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheSumOverAllPixels(Case it) {
    DepthwiseShape shape = it.shape();
    int planes = shape.images() * shape.channels();
    float[] x = PlainImages.random(planes * shape.height() * shape.width(), 1);
    float[] dy = PlainImages.random(planes * shape.outputHeight() * shape.outputWidth(), 2);
    float[] dw = new float[shape.channels() * shape.taps()];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = arena.allocate((long) dw.length * Float.BYTES, Float.BYTES);
      DepthwiseWeightGradient gradient =
          new DepthwiseWeightGradient(
              shape,
              it.slices(),
              SliceRuns.WORKERS,
              it.tensor(arena, x, shape.height(), shape.width()),
              it.tensor(arena, dy, shape.outputHeight(), shape.outputWidth()),
              result);
      for (int repeat = 0; repeat < 2; repeat++) {
        SliceRuns.run(it.slices(), gradient);
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
