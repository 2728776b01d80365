package org.epnas.nativecpu.norm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.onednn.DataType;
import org.epnas.nativecpu.onednn.PixelOrder;
import org.epnas.nativecpu.slice.SliceRuns;
import org.epnas.nativecpu.slice.Slices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the formulas in double, one channel at a time. */
final class NormTest {
  private static final int LANES = NormShape.LANES;

  private enum Addition {
    NONE,
    BEFORE_CLIP,
    LAST
  }

  record Case(NormShape shape, Addition addition, Clip clip, double offset, int slicesWanted) {
    Slices slices() {
      return new Slices(shape.images(), Math.min(slicesWanted, shape.images()));
    }

    boolean adds() {
      return addition != Addition.NONE;
    }

    /** Where a channel's value lies. */
    int at(int image, int channel, int pixel) {
      int plane = image * shape.groups() + channel / LANES;
      return (plane * shape.pixels() + pixel) * LANES + channel % LANES;
    }

    int size() {
      return shape.images() * shape.paddedChannels() * shape.pixels();
    }

    boolean masksSum() {
      return addition == Addition.BEFORE_CLIP && !clip.equals(Clip.NONE);
    }

    /** Half a step of the type at a value. */
    double rounding(double value) {
      return shape.isBf16() ? Math.abs(value) / 256 : 0;
    }

    double get(MemorySegment tensor, int at) {
      return shape.isBf16()
          ? Float.intBitsToFloat(tensor.getAtIndex(ValueLayout.JAVA_SHORT, at) << Short.SIZE)
          : tensor.getAtIndex(ValueLayout.JAVA_FLOAT, at);
    }

    /** Cuts a bf16 number off: rounding is what is tested. */
    void set(MemorySegment tensor, int at, float value) {
      if (shape.isBf16()) {
        short half = (short) (Float.floatToIntBits(value) >>> Short.SIZE);
        tensor.setAtIndex(ValueLayout.JAVA_SHORT, at, half);
      } else {
        tensor.setAtIndex(ValueLayout.JAVA_FLOAT, at, value);
      }
    }
  }

  static Stream<Case> cases() {
    Random random = new Random(3);
    Clip[] clips = {Clip.NONE, Clip.RELU, Clip.RELU6};
    return IntStream.range(0, 72)
        .mapToObj(i ->
            new Case(
                shape(random, i < 36 ? DataType.F32 : DataType.BF16),
                Addition.values()[i / 3 % 3],
                clips[i % 3],
                // Far from zero, naive sums of squares would cancel.
                i % 4 == 0 ? 1000 : random.nextGaussian(),
                1 + random.nextInt(4)));
  }

  private static NormShape shape(Random random, DataType type) {
    int pixels = 1 + random.nextInt(30);
    return new NormShape(
        2 + random.nextInt(5),
        1 + random.nextInt(3 * LANES),
        type == DataType.BF16 ? 2 * pixels : pixels,
        type);
  }

  @Test
  void halvesNeedPairsOfPixels() {
    PixelOrder blocked = new PixelOrder(LANES, 49L * LANES, 49L * LANES, 7L * LANES, LANES);
    assertThat(new NormShape(2, LANES, 49, DataType.BF16).fits(blocked)).isFalse();
    assertThat(new NormShape(2, LANES, 49, DataType.F32).fits(blocked)).isTrue();
    assertThat(new NormShape(2, LANES, 64, DataType.BF16).fits(blocked)).isTrue();
  }

  /** Row-major random values; the lanes beyond the last channel stay 0, as oneDNN keeps them. */
  private static MemorySegment values(Arena arena, Case c, Random random, double offset) {
    MemorySegment segment = arena.allocate((long) c.size() * c.shape().type().bytes(), 64);
    for (int image = 0; image < c.shape().images(); image++) {
      for (int channel = 0; channel < c.shape().channels(); channel++) {
        for (int pixel = 0; pixel < c.shape().pixels(); pixel++) {
          c.set(segment, c.at(image, channel, pixel), (float) (offset + 2 * random.nextGaussian()));
        }
      }
    }
    return segment;
  }

  private static MemorySegment vector(Arena arena, Case c, Random random) {
    MemorySegment segment = arena.allocate((long) c.shape().channels() * Float.BYTES, 64);
    for (int channel = 0; channel < c.shape().channels(); channel++) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, channel, (float) random.nextGaussian());
    }
    return segment;
  }

  private static double get(MemorySegment segment, long index) {
    return segment.getAtIndex(ValueLayout.JAVA_FLOAT, index);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithTheFormulas(Case c) {
    try (Arena arena = Arena.ofShared()) {
      Random random = new Random(c.hashCode());
      MemorySegment x = values(arena, c, random, c.offset());
      MemorySegment added = values(arena, c, random, 0);
      MemorySegment dy = values(arena, c, random, 0);
      MemorySegment y = values(arena, c, random, 0);
      MemorySegment g = values(arena, c, random, 0);
      MemorySegment dx = values(arena, c, random, 0);
      MemorySegment scale = vector(arena, c, random);
      MemorySegment shift = vector(arena, c, random);
      MemorySegment scaleGradient = vector(arena, c, random);
      MemorySegment shiftGradient = vector(arena, c, random);
      BatchStatistics batch =
          new BatchStatistics(
              vector(arena, c, random), vector(arena, c, random), c.shape().channels());
      MemorySegment coefficients =
          arena.allocate(ValueLayout.JAVA_FLOAT, NormGradient.coefficients(c.shape().channels()));

      SliceRuns.run(
          c.slices(), new NormMoments(c.shape(), c.slices(), SliceRuns.WORKERS, x, batch));
      SliceRuns.run(
          c.slices(),
          new NormForward(
              c.shape(),
              c.slices(),
              new NormForward.Operands(
                  x, c.adds() ? added : null, c.addition() == Addition.LAST, y, scale, shift),
              c.clip(),
              batch));
      boolean masksSum = c.masksSum();
      SliceRuns.run(
          c.slices(),
          new NormSums(
              c.shape(),
              c.slices(),
              SliceRuns.WORKERS,
              new NormSums.Operands(
                  x,
                  masksSum ? y : null,
                  dy,
                  masksSum ? g : dy,
                  scale,
                  shift,
                  scaleGradient,
                  shiftGradient,
                  coefficients),
              c.clip(),
              batch));
      SliceRuns.run(
          c.slices(),
          new NormGradient(
              c.shape(),
              c.slices(),
              new NormGradient.Operands(
                  x, masksSum ? g : dy, masksSum, dx, scale, shift, coefficients),
              c.clip(),
              batch));

      for (int channel = 0; channel < c.shape().channels(); channel++) {
        Expected expected = new Expected(c, channel, x, added, dy, y, scale, shift);
        assertThat(batch.mean(channel)).isCloseTo((float) expected.mean, within(2e-4f));
        assertThat((double) batch.variance(channel))
            .isCloseTo(expected.variance, within(1e-4 * (1 + expected.variance)));
        assertThat(get(scaleGradient, channel))
            .isCloseTo(expected.scaleGradient, within(2e-3 * (1 + expected.magnitude)));
        assertThat(get(shiftGradient, channel))
            .isCloseTo(expected.shiftGradient, within(1e-4 * (1 + expected.magnitude)));
        for (int image = 0; image < c.shape().images(); image++) {
          for (int pixel = 0; pixel < c.shape().pixels(); pixel++) {
            int at = c.at(image, channel, pixel);
            double exact = expected.y(image, pixel);
            assertThat(c.get(y, at)).isCloseTo(exact, within(2e-3 + c.rounding(exact)));
            double gradient = expected.dx(image, pixel);
            assertThat(c.get(dx, at)).isCloseTo(gradient, within(5e-3 + c.rounding(gradient)));
            if (masksSum) {
              assertThat(c.get(g, at)).isEqualTo(expected.g(image, pixel));
            }
          }
        }
      }
      assertPaddingIsZero(c, y);
      assertPaddingIsZero(c, dx);
    }
  }

  private static void assertPaddingIsZero(Case c, MemorySegment values) {
    for (int image = 0; image < c.shape().images(); image++) {
      for (int channel = c.shape().channels(); channel < c.shape().paddedChannels(); channel++) {
        for (int pixel = 0; pixel < c.shape().pixels(); pixel++) {
          assertThat(c.get(values, c.at(image, channel, pixel))).isZero();
        }
      }
    }
  }

  /** One channel by the definition. */
  private static final class Expected {
    final Case c;
    final int channel;
    final MemorySegment x;
    final MemorySegment added;
    final MemorySegment dy;
    final MemorySegment output;
    final double scale;
    final double shift;
    final double mean;
    final double variance;
    final double deviation;
    final double scaleGradient;
    final double shiftGradient;
    final double magnitude;

    Expected(
        Case c,
        int channel,
        MemorySegment x,
        MemorySegment added,
        MemorySegment dy,
        MemorySegment output,
        MemorySegment scales,
        MemorySegment shifts) {
      this.c = c;
      this.channel = channel;
      this.x = x;
      this.added = added;
      this.dy = dy;
      this.output = output;
      scale = get(scales, channel);
      shift = get(shifts, channel);
      mean = sum((image, pixel) -> x(image, pixel)) / c.shape().count();
      variance = sum((image, pixel) -> Math.pow(x(image, pixel) - mean, 2)) / c.shape().count();
      deviation = Math.sqrt(variance + Program.EPSILON);
      scaleGradient = sum((image, pixel) -> g(image, pixel) * (x(image, pixel) - mean) / deviation);
      shiftGradient = sum(this::g);
      magnitude = sum((image, pixel) -> Math.abs(g(image, pixel)));
    }

    private interface Value {
      double at(int image, int pixel);
    }

    private double sum(Value value) {
      double sum = 0;
      for (int image = 0; image < c.shape().images(); image++) {
        for (int pixel = 0; pixel < c.shape().pixels(); pixel++) {
          sum += value.at(image, pixel);
        }
      }
      return sum;
    }

    double x(int image, int pixel) {
      return c.get(x, c.at(image, channel, pixel));
    }

    double before(int image, int pixel) {
      double z = (x(image, pixel) - mean) / deviation * scale + shift;
      return c.addition() == Addition.BEFORE_CLIP ? z + added(image, pixel) : z;
    }

    double added(int image, int pixel) {
      return c.get(added, c.at(image, channel, pixel));
    }

    double y(int image, int pixel) {
      double clipped = Math.max(c.clip().low(), Math.min(c.clip().high(), before(image, pixel)));
      return c.addition() == Addition.LAST ? clipped + added(image, pixel) : clipped;
    }

    double g(int image, int pixel) {
      int at = c.at(image, channel, pixel);
      // What was added is no longer there on the way back: the output tells, to its precision.
      double z = c.masksSum() ? c.get(output, at) : before(image, pixel);
      boolean passes = z > c.clip().low() && z < c.clip().high();
      return passes ? c.get(dy, at) : 0;
    }

    double dx(int image, int pixel) {
      double normalised = (x(image, pixel) - mean) / deviation;
      double count = c.shape().count();
      return scale
          / deviation
          * (g(image, pixel) - shiftGradient / count - normalised * scaleGradient / count);
    }
  }
}
