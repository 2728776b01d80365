package org.epnas.nativecpu.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.epnas.nativecpu.winograd.WinogradShape.LANES;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.epnas.nativecpu.openmp.Team;
import org.epnas.nativecpu.slice.SliceLoop;
import org.epnas.nativecpu.slice.Slices;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the definition of a convolution in plain loops, in double. */
final class WinogradTest {
  private static final int TAPS = 9;

  /**
   * A case.
   *
   * @param threads parts of the loops
   */
  record Case(WinogradShape shape, int threads) {}

  /** Sizes that tiles divide and others, channels that vectors divide and others. */
  static Stream<Case> cases() {
    Random random = new Random(5);
    Stream<Case> whole =
        Stream.of(
            new Case(new WinogradShape(2, 2 * LANES, 2 * LANES, 8, 8), 2),
            new Case(new WinogradShape(30, 2 * LANES, LANES, 4, 4), 1));
    Stream<Case> odd =
        IntStream.range(0, 20)
            .mapToObj(_ ->
                new Case(
                    new WinogradShape(
                        1 + random.nextInt(5),
                        1 + random.nextInt(4 * LANES),
                        1 + random.nextInt(4 * LANES),
                        1 + random.nextInt(13),
                        1 + random.nextInt(13)),
                    1 + random.nextInt(3)));
    return Stream.concat(whole, odd);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void forwardIsTheCorrelation(Case it) {
    WinogradShape shape = it.shape();
    float[] x = random(shape.images() * shape.inputs() * pixels(shape), 1);
    float[] w = random(shape.outputs() * shape.inputs() * TAPS, 2);
    double[] expected = new double[shape.images() * shape.outputs() * pixels(shape)];
    forEachProduct(shape, (in, kernel, out) -> expected[out] += (double) x[in] * w[kernel]);

    assertClose(convolve(shape, x, w, false, false, it.threads()), expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void turnedKernelsGiveTheGradientOfTheInput(Case it) {
    WinogradShape shape = it.shape();
    float[] dy = random(shape.images() * shape.outputs() * pixels(shape), 3);
    float[] w = random(shape.outputs() * shape.inputs() * TAPS, 4);
    double[] expected = new double[shape.images() * shape.inputs() * pixels(shape)];
    forEachProduct(shape, (in, kernel, out) -> expected[in] += (double) dy[out] * w[kernel]);

    assertClose(convolve(shape.turned(), dy, w, true, false, it.threads()), expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void canAddToWhatIsThere(Case it) {
    WinogradShape shape = it.shape();
    float[] x = random(shape.images() * shape.inputs() * pixels(shape), 7);
    float[] w = random(shape.outputs() * shape.inputs() * TAPS, 8);
    float[] once = convolve(shape, x, w, false, false, it.threads());
    double[] twice = new double[once.length];
    Arrays.setAll(twice, i -> 2.0 * once[i]);

    // Run twice, beginning with 0.
    assertClose(convolve(shape, x, w, false, true, it.threads()), twice);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theGradientOfTheKernelsIsTheSumOverAllPixels(Case it) {
    WinogradShape shape = it.shape();
    float[] x = random(shape.images() * shape.inputs() * pixels(shape), 5);
    float[] dy = random(shape.images() * shape.outputs() * pixels(shape), 6);
    double[] expected = new double[shape.outputs() * shape.inputs() * TAPS];
    forEachProduct(shape, (in, kernel, out) -> expected[kernel] += (double) x[in] * dy[out]);

    float[] dw = new float[expected.length];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment result = segment(arena, dw);
      WinogradWeightGradient gradient =
          new WinogradWeightGradient(
              shape,
              blocked(arena, x, shape.images(), shape.inputs(), pixels(shape)),
              blocked(arena, dy, shape.images(), shape.outputs(), pixels(shape)),
              result,
              new Workspace(it.threads()),
              new Team(Optional.empty(), it.threads()),
              arena);
      gradient.run();
      gradient.run();
      MemorySegment.copy(result, ValueLayout.JAVA_FLOAT, 0, dw, 0, dw.length);
    }
    assertClose(dw, expected);
  }

  private interface Product {
    void accept(int input, int kernel, int output);
  }

  /** Calls with the indices in x, w and y of everything that a convolution multiplies. */
  private static void forEachProduct(WinogradShape s, Product product) {
    for (int n = 0; n < s.images(); n++) {
      for (int o = 0; o < s.outputs(); o++) {
        for (int i = 0; i < s.inputs(); i++) {
          for (int tap = 0; tap < TAPS; tap++) {
            forEachPixel(s, n, o, i, tap, product);
          }
        }
      }
    }
  }

  private static void forEachPixel(WinogradShape s, int n, int o, int i, int tap, Product product) {
    for (int row = 0; row < s.height(); row++) {
      for (int column = 0; column < s.width(); column++) {
        int fromRow = row + tap / 3 - 1;
        int fromColumn = column + tap % 3 - 1;
        if (fromRow >= 0 && fromRow < s.height() && fromColumn >= 0 && fromColumn < s.width()) {
          product.accept(
              ((n * s.inputs() + i) * s.height() + fromRow) * s.width() + fromColumn,
              (o * s.inputs() + i) * TAPS + tap,
              ((n * s.outputs() + o) * s.height() + row) * s.width() + column);
        }
      }
    }
  }

  private static float[] convolve(
      WinogradShape shape, float[] x, float[] w, boolean turned, boolean adding, int threads) {
    // With one image, for example, there are more threads than slices.
    boolean byTile = shape.images() < threads;
    int pixels = pixels(shape);
    float[] empty = new float[shape.images() * shape.outputs() * pixels];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment y = blocked(arena, empty, shape.images(), shape.outputs(), pixels);
      Workspace workspace = new Workspace(threads);
      Team team = new Team(Optional.empty(), threads);
      Slices slices = new Slices(shape.images(), Math.min(shape.images(), threads));
      KernelTransform kernels =
          new KernelTransform(shape, segment(arena, w), turned, workspace, team, arena);
      WinogradConvolution convolution =
          new WinogradConvolution(
              shape,
              slices,
              blocked(arena, x, shape.images(), shape.inputs(), pixels),
              adding,
              y,
              workspace);
      SliceLoop loop = new SliceLoop(List.of(convolution), slices.count(), false, team, arena);
      for (int repeat = 0; repeat < 2; repeat++) {
        kernels.run();
        if (byTile) {
          team.loop(arena, convolution::runPart).run();
        } else {
          loop.run();
        }
      }
      return plain(y, shape.images(), shape.outputs(), pixels);
    }
  }

  /** From (N, C, H * W) to (N, C / lanes, H * W, lanes), the lanes beyond C being 0. */
  private static MemorySegment blocked(
      Arena arena, float[] values, int images, int channels, int pixels) {
    long size = (long) images * Math.ceilDiv(channels, LANES) * pixels * LANES;
    MemorySegment segment = arena.allocate(size * Float.BYTES, Float.BYTES);
    for (int i = 0; i < values.length; i++) {
      segment.setAtIndex(ValueLayout.JAVA_FLOAT, blockedIndex(i, channels, pixels), values[i]);
    }
    return segment;
  }

  private static float[] plain(MemorySegment segment, int images, int channels, int pixels) {
    float[] values = new float[images * channels * pixels];
    for (int i = 0; i < values.length; i++) {
      values[i] = segment.getAtIndex(ValueLayout.JAVA_FLOAT, blockedIndex(i, channels, pixels));
    }
    return values;
  }

  private static long blockedIndex(int index, int channels, int pixels) {
    int channel = index / pixels % channels;
    long image = index / pixels / channels;
    long plane = image * Math.ceilDiv(channels, LANES) + channel / LANES;
    return (plane * pixels + index % pixels) * LANES + channel % LANES;
  }

  private static MemorySegment segment(Arena arena, float[] values) {
    MemorySegment segment = arena.allocate((long) values.length * Float.BYTES, Float.BYTES);
    MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
    return segment;
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("element %d", i).isCloseTo(expected[i], within(1e-4));
    }
  }

  private static int pixels(WinogradShape shape) {
    return shape.height() * shape.width();
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
