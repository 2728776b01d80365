package org.epnas.nativecpu.depthwise;

import static org.assertj.core.api.Assertions.assertThat;

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

/** Byte by byte, against the definition of a phase. */
final class PhaseSplitTest {
  static Stream<PhaseSplit.Shape> shapes() {
    return Stream.of(
        // Blocks of 8 in fp32 and of 16 in bf16, blocks of 16 in fp32, channels last in bf16.
        new PhaseSplit.Shape(3, 20, 6, 8, 2, 4, 8, 32),
        new PhaseSplit.Shape(2, 20, 7, 5, 2, 4, 16, 64),
        new PhaseSplit.Shape(2, 24, 5, 7, 3, 9, 24, 48),
        new PhaseSplit.Shape(2, 16, 7, 6, 2, 1, 16, 32),
        new PhaseSplit.Shape(1, 8, 1, 1, 2, 4, 8, 16));
  }

  private static int groups(PhaseSplit.Shape shape) {
    return Math.ceilDiv(shape.channels(), shape.block());
  }

  private static int wholePixels(PhaseSplit.Shape shape) {
    return shape.images() * groups(shape) * shape.height() * shape.width();
  }

  private static int phasePixels(PhaseSplit.Shape shape) {
    return shape.images()
        * shape.phases()
        * groups(shape)
        * shape.phaseHeight()
        * shape.phaseWidth();
  }

  /** For each pixel of the phases, that of the whole images, or -1. */
  private static int[] sources(PhaseSplit.Shape s) {
    int[] sources = new int[phasePixels(s)];
    for (int i = 0; i < sources.length; i++) {
      int column = i % s.phaseWidth();
      int row = i / s.phaseWidth() % s.phaseHeight();
      int plane = i / (s.phaseWidth() * s.phaseHeight());
      int group = plane % groups(s);
      int phase = plane / groups(s) % s.phases();
      int image = plane / groups(s) / s.phases();
      int wholeRow = phase / s.step() + row * s.step();
      int wholeColumn = phase % s.step() + column * s.step();
      boolean inside = wholeRow < s.height() && wholeColumn < s.width();
      sources[i] =
          inside
              ? ((image * groups(s) + group) * s.height() + wholeRow) * s.width() + wholeColumn
              : -1;
    }
    return sources;
  }

  private static MemorySegment random(Arena arena, int pixels, PhaseSplit.Shape shape) {
    byte[] bytes = new byte[pixels * shape.pixelBytes()];
    new Random(pixels).nextBytes(bytes);
    return arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
  }

  private static byte[] pixel(MemorySegment segment, int pixel, PhaseSplit.Shape shape) {
    long at = (long) pixel * shape.pixelBytes();
    return segment.asSlice(at, shape.pixelBytes()).toArray(ValueLayout.JAVA_BYTE);
  }

  private static void run(PhaseSplit split) {
    IntStream.range(0, 3).forEach(part -> split.run(part, 3));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void splitsIntoPhasesAndFillsUpWithZeros(PhaseSplit.Shape shape) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment whole = random(arena, wholePixels(shape), shape);
      MemorySegment phases = random(arena, phasePixels(shape), shape);

      run(new PhaseSplit(shape, whole, phases, true));

      int[] sources = sources(shape);
      for (int i = 0; i < sources.length; i++) {
        byte[] expected =
            sources[i] < 0 ? new byte[shape.pixelBytes()] : pixel(whole, sources[i], shape);
        assertThat(pixel(phases, i, shape)).as("pixel %d", i).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void joinsPhasesAndClearsPixelsOfNone(PhaseSplit.Shape shape) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment whole = random(arena, wholePixels(shape), shape);
      MemorySegment phases = random(arena, phasePixels(shape), shape);

      run(new PhaseSplit(shape, whole, phases, false));

      int[] sources = sources(shape);
      for (int pixel = 0; pixel < wholePixels(shape); pixel++) {
        int wanted = pixel;
        byte[] expected =
            IntStream.range(0, sources.length)
                .filter(i -> sources[i] == wanted)
                .mapToObj(i -> pixel(phases, i, shape))
                .findFirst()
                .orElse(new byte[shape.pixelBytes()]);
        assertThat(pixel(whole, pixel, shape)).as("pixel %d", pixel).isEqualTo(expected);
      }
    }
  }

  @Test
  void movesPixelsOfSixteenBytesAndMoreThatFollowEachOther() {
    PixelOrder blocked = new PixelOrder(16, 0, 0, 0, 16);
    PixelOrder channelsLast = new PixelOrder(1, 0, 1, 0, 24);
    PixelOrder odd = new PixelOrder(1, 0, 1, 0, 5);
    PixelOrder plain = new PixelOrder(1, 0, 64, 8, 1);

    assertThat(PhaseSplit.supports(DataType.F32, blocked)).isTrue();
    assertThat(PhaseSplit.supports(DataType.BF16, blocked)).isTrue();
    assertThat(PhaseSplit.supports(DataType.BF16, channelsLast)).isTrue();
    assertThat(PhaseSplit.supports(DataType.BF16, odd)).isFalse();
    assertThat(PhaseSplit.supports(DataType.F32, plain)).isFalse();
  }
}
