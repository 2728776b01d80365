package org.epnas.training.inheritance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelMapTest {
  @ParameterizedTest
  @CsvSource({"4, 4, true", "4, 9, true", "4, 3, false"})
  void keepsTheFirstChannels(int parent, int child, boolean complete) {
    ChannelMap map = ChannelMap.resized(parent, child, random());

    assertThat(map.sources()).startsWith(IntStream.range(0, Math.min(parent, child)).toArray());
    assertThat(IntStream.of(map.sources())).allMatch(source -> source >= 0 && source < parent);
    assertThat(map.isComplete()).isEqualTo(complete);
    assertThat(map.isIdentity()).isEqualTo(parent == child);
  }

  @Test
  void replicasShareWhatTheirReaderGives() {
    ChannelMap map = new ChannelMap(new int[] {0, 1, ChannelMap.NONE, 1, 1}, 2, false);

    float[] shares = map.shares(random());

    assertThat(shares[0]).isEqualTo(1);
    assertThat(shares[2]).isZero();
    assertThat(shares[1] + shares[3] + shares[4]).isCloseTo(1, within(1e-6f));
    // Unequal, so that their gradients differ.
    assertThat(shares[1]).isNotEqualTo(shares[3]);
    assertThat(shares[1]).isBetween(0.2f, 0.5f);
  }

  @Test
  void joinsOneBehindTheOther() {
    ChannelMap joined =
        ChannelMap.concatenated(
            List.of(
                new ChannelMap(new int[] {0, 1, 0}, 2, false),
                ChannelMap.nothing(1),
                ChannelMap.identity(2)));

    assertThat(joined.sources()).containsExactly(0, 1, 0, ChannelMap.NONE, 2, 3);
    assertThat(joined.parentChannels()).isEqualTo(4);
    assertThat(joined.introduced()).isTrue();
  }

  private static RandomStream random() {
    return RandomStream.of(1, Purpose.INITIALISATION, 0, 0);
  }
}
