package org.epnas.nativecpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.kernel.program.Program;
import org.epnas.nativecpu.slice.Slices;
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

  private record Case(
      NormShape shape, Addition addition, Clip clip, double offset, int slicesWanted) {
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
  }

  static Stream<Case> cases() {
    Random random = new Random(3);
    Clip[] clips = {Clip.NONE, Clip.RELU, Clip.RELU6};
    return IntStream.range(0, 36)
        .mapToObj(i ->
            new Case(
                new NormShape(
                    2 + random.nextInt(5), 1 + random.nextInt(3 * LANES), 1 + random.nextInt(30)),
                Addition.values()[i / 3 % 3],
                clips[i % 3],
                // Far from zero, naive sums of squares would cancel.
                i % 4 == 0 ? 1000 : random.nextGaussian(),
                1 + random.nextInt(4)));
  }

  /** Row-major random values; the lanes beyond the last channel stay 0, as oneDNN keeps them. */
  private static MemorySegment values(Arena arena, Case c, Random random, double offset) {
    MemorySegment segment = arena.allocate((long) c.size() * Float.BYTES, 64);
    for (int image = 0; image < c.shape().images(); image++) {
      for (int channel = 0; channel < c.shape().channels(); channel++) {
        for (int pixel = 0; pixel < c.shape().pixels(); pixel++) {
          segment.setAtIndex(
              ValueLayout.JAVA_FLOAT,
              c.at(image, channel, pixel),
              (float) (offset + 2 * random.nextGaussian()));
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
      boolean masksSum = c.addition() == Addition.BEFORE_CLIP && !c.clip().equals(Clip.NONE);
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
        Expected expected = new Expected(c, channel, x, added, dy, scale, shift);
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
            assertThat(get(y, at)).isCloseTo(expected.y(image, pixel), within(2e-3));
            assertThat(get(dx, at)).isCloseTo(expected.dx(image, pixel), within(5e-3));
            if (masksSum) {
              assertThat(get(g, at)).isEqualTo(expected.g(image, pixel));
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
          assertThat(get(values, c.at(image, channel, pixel))).isZero();
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
        MemorySegment scales,
        MemorySegment shifts) {
      this.c = c;
      this.channel = channel;
      this.x = x;
      this.added = added;
      this.dy = dy;
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
      return get(x, c.at(image, channel, pixel));
    }

    double before(int image, int pixel) {
      double z = (x(image, pixel) - mean) / deviation * scale + shift;
      return c.addition() == Addition.BEFORE_CLIP ? z + added(image, pixel) : z;
    }

    double added(int image, int pixel) {
      return get(added, c.at(image, channel, pixel));
    }

    double y(int image, int pixel) {
      double clipped = Math.max(c.clip().low(), Math.min(c.clip().high(), before(image, pixel)));
      return c.addition() == Addition.LAST ? clipped + added(image, pixel) : clipped;
    }

    double g(int image, int pixel) {
      double z = before(image, pixel);
      boolean passes = z > c.clip().low() && z < c.clip().high();
      return passes ? get(dy, c.at(image, channel, pixel)) : 0;
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
