package org.epnas.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RandomStreamTest {
  private static RandomStream stream(long seed) {
    return RandomStream.of(seed, Purpose.SHUFFLE, 3, 4);
  }

  @Test
  void repeatsUnderTheSameKey() {
    assertThat(stream(1).longs(100))
        .containsExactly(stream(1).longs(100).boxed().toArray(Long[]::new));
  }

  /**
   * 3 seeds * 11 purposes * 20 * 20 streams of 4 numbers: any pair in common means a shared key.
   */
  @Test
  void everyPartOfTheKeyMatters() {
    Set<Long> numbers = new HashSet<>();
    int drawn = 0;
    for (long seed = 0; seed < 3; seed++) {
      for (Purpose purpose : Purpose.values()) {
        for (int pair = 0; pair < 400; pair++) {
          RandomStream stream = RandomStream.of(seed, purpose, pair / 20 - 10, pair % 20);
          stream.longs(4).forEach(numbers::add);
          drawn += 4;
        }
      }
    }
    assertThat(numbers).hasSize(drawn);
  }

  /** The documented construction, which other backends repeat. */
  @Test
  void readsTheCounterOfItsKey() {
    int[] derived = new int[4];
    Philox.block(7, 3, 4, derived);
    long key = Integer.toUnsignedLong(derived[0]) | ((long) derived[1] << 32);
    long high = Integer.toUnsignedLong(derived[2]) | ((long) derived[3] << 32);
    int[] second = new int[4];
    Philox.block(key, ((long) Purpose.SHUFFLE.ordinal() << 56) + 1, high, second);

    long third = stream(7).longs(3).skip(2).findFirst().orElseThrow();

    assertThat((int) third).isEqualTo(second[0]);
    assertThat((int) (third >>> 32)).isEqualTo(second[1]);
  }

  /** Standard errors at 100,000 draws: mean 0.0032, variance 0.0045, fourth moment 0.031. */
  @Test
  void gaussiansHaveTheirMoments() {
    RandomStream stream = stream(5);
    double[] values = DoubleStream.generate(stream::nextGaussian).limit(100_000).toArray();

    assertThat(moment(values, 1)).isCloseTo(0, within(0.013));
    assertThat(moment(values, 2)).isCloseTo(1, within(0.018));
    assertThat(moment(values, 4)).isCloseTo(3, within(0.13));
  }

  private static double moment(double[] values, int order) {
    return Arrays.stream(values).map(value -> Math.pow(value, order)).average().orElseThrow();
  }

  @Test
  void shuffleGivesEveryOrderEquallyOften() {
    RandomStream stream = stream(6);
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 6000; i++) {
      int[] values = {0, 1, 2};
      stream.shuffle(values);
      counts.merge(Arrays.toString(values), 1, Integer::sum);
    }
    // 3! = 6 orders, 1000 each, standard deviation 29.
    assertThat(counts).hasSize(6);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(880, 1120));
  }

  @Test
  void shuffleKeepsAllValues() {
    int[] values = IntStream.range(0, 1000).toArray();

    stream(8).shuffle(values);

    assertThat(values).isNotEqualTo(IntStream.range(0, 1000).toArray());
    assertThat(values).containsExactlyInAnyOrder(IntStream.range(0, 1000).toArray());
  }

  @ParameterizedTest
  @CsvSource({"0, 1024", "0, 1", "1, 2", "3, 1", "3, 6", "5, 1019", "17, 0"})
  void uniformsDependOnTheirIndexAlone(int offset, int length) {
    float[] whole = uniforms(0, 1024);
    float[] part = uniforms(offset, length);

    for (int i = 0; i < part.length; i++) {
      boolean filled = i >= offset && i < offset + length;
      assertThat(part[i]).isEqualTo(filled ? whole[i] : -1);
    }
  }

  private static float[] uniforms(int offset, int length) {
    float[] out = new float[1024];
    Arrays.fill(out, -1);
    RandomStream.fillUniform(out, offset, length, 9, Purpose.DROPOUT, 1, 2);
    return out;
  }

  @Test
  void uniformsAreTheUpperBitsOfTheStream() {
    float[] uniforms = uniforms(0, 1024);
    long[] longs = RandomStream.of(9, Purpose.DROPOUT, 1, 2).longs(512).toArray();

    for (int i = 0; i < uniforms.length; i++) {
      int word = (int) (longs[i / 2] >>> (32 * (i % 2)));
      assertThat(uniforms[i]).isEqualTo((word >>> 8) / (float) (1 << 24));
    }
  }

  /** Standard error of the mean 0.0009, of the variance 0.00024 at 100,000 draws. */
  @Test
  void uniformsFillTheUnitInterval() {
    float[] out = new float[100_000];
    RandomStream.fillUniform(out, 0, out.length, 10, Purpose.DROPOUT, 0, 0);
    double[] values = IntStream.range(0, out.length).mapToDouble(i -> out[i]).toArray();

    assertThat(Arrays.stream(values)).allMatch(value -> value >= 0 && value < 1);
    assertThat(moment(values, 1)).isCloseTo(0.5, within(0.004));
    assertThat(moment(values, 2) - 0.25).isCloseTo(1 / 12.0, within(0.005));
  }
}
