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
final class DepthwiseDataGradientStride2Test {
  private static final int LANES = ChannelPack.LANES;

  /**
   * A case.
   *
   * @param dyBlocks vectors of channels in a block of dy's layout; 0 for channels last
   * @param dxBlocks likewise of dx's
   */
  record Case(
      DepthwiseShape shape,
      int dyBlocks,
      int dxBlocks,
      DataType type,
      boolean accumulates,
      int slicesWanted) {
    Slices slices() {
      return new Slices(shape.images(), Math.min(slicesWanted, shape.images()));
    }
  }

  static Stream<Case> cases() {
    Random random = new Random(11);
    return IntStream.range(0, 36)
        .mapToObj(i -> {
          int kernel = 3 + 2 * (i % 3);
          return new Case(
              shape(
                  1 + random.nextInt(3),
                  1 + random.nextInt(3 * LANES),
                  1 + random.nextInt(12),
                  1 + random.nextInt(20),
                  kernel),
              random.nextInt(3),
              random.nextInt(3),
              i % 2 == 0 ? DataType.F32 : DataType.BF16,
              random.nextBoolean(),
              1 + random.nextInt(3));
        });
  }

  private static DepthwiseShape shape(int images, int channels, int height, int width, int kernel) {
    return new DepthwiseShape(
        images,
        channels,
        height,
        width,
        Math.ceilDiv(height, 2),
        Math.ceilDiv(width, 2),
        kernel,
        2,
        kernel / 2,
        1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheSumOverAllTaps(Case it) {
    DepthwiseShape s = it.shape();
    int planes = s.images() * s.channels();
    float[] dy = PlainImages.random(planes * s.outputHeight() * s.outputWidth(), 1);
    float[] w = PlainImages.random(s.channels() * s.taps(), 2);
    float[] before = PlainImages.random(planes * s.height() * s.width(), 3);
    PlainImages dx = new PlainImages(s.images(), s.channels(), s.height(), s.width(), before);
    double[] expected = expected(it, dy, w, before);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment weights = arena.allocate((long) w.length * Float.BYTES, Float.BYTES);
      MemorySegment.copy(w, 0, weights, ValueLayout.JAVA_FLOAT, 0, w.length);
      ImageTensor result = dx.in(arena, it.dxBlocks(), DataType.F32);
      DepthwiseDataGradientStride2 gradient =
          new DepthwiseDataGradientStride2(
              s,
              it.slices(),
              SliceRuns.WORKERS,
              new PlainImages(s.images(), s.channels(), s.outputHeight(), s.outputWidth(), dy)
                  .in(arena, it.dyBlocks(), it.type()),
              weights,
              result,
              it.accumulates());
      SliceRuns.run(it.slices(), gradient);
      float[] actual = dx.read(result);
      for (int i = 0; i < actual.length; i++) {
        assertThat((double) actual[i]).as("element %d", i).isCloseTo(expected[i], within(1e-3));
      }
    }
  }

  private static double[] expected(Case it, float[] dy, float[] w, float[] before) {
    DepthwiseShape s = it.shape();
    double[] dx = new double[before.length];
    for (int i = 0; i < dx.length && it.accumulates(); i++) {
      dx[i] = before[i];
    }
    for (int i = 0; i < dy.length; i++) {
      int ow = i % s.outputWidth();
      int oh = i / s.outputWidth() % s.outputHeight();
      int plane = i / (s.outputWidth() * s.outputHeight());
      for (int tap = 0; tap < s.taps(); tap++) {
        int ih = oh * 2 + tap / s.kernel() - s.padding();
        int iw = ow * 2 + tap % s.kernel() - s.padding();
        if (ih >= 0 && ih < s.height() && iw >= 0 && iw < s.width()) {
          double weight = w[plane % s.channels() * s.taps() + tap];
          dx[(plane * s.height() + ih) * s.width() + iw] += dy[i] * weight;
        }
      }
    }
    return dx;
  }

  @Test
  void supportsStrideTwoWithHalfAKernelOfPaddingOnly() {
    PixelOrder blocked = new PixelOrder(2 * LANES, 0, 0, 0, 2L * LANES);
    PixelOrder plain = new PixelOrder(1, 0, 64, 8, 1);
    DepthwiseShape fits = shape(1, 8, 6, 6, 5);
    DepthwiseShape unpadded = new DepthwiseShape(1, 8, 6, 6, 1, 1, 5, 2, 0, 1);
    DepthwiseShape strideOne = new DepthwiseShape(1, 8, 6, 6, 6, 6, 5, 1, 2, 1);

    assertThat(DepthwiseDataGradientStride2.supports(fits, blocked, blocked)).isTrue();
    assertThat(DepthwiseDataGradientStride2.supports(fits, plain, blocked)).isFalse();
    assertThat(DepthwiseDataGradientStride2.supports(fits, blocked, plain)).isFalse();
    assertThat(DepthwiseDataGradientStride2.supports(unpadded, blocked, blocked)).isFalse();
    assertThat(DepthwiseDataGradientStride2.supports(strideOne, blocked, blocked)).isFalse();
    assertThat(DepthwiseDataGradientStride2.supports(shape(1, 8, 6, 6, 9), blocked, blocked))
        .isFalse();
  }
}
