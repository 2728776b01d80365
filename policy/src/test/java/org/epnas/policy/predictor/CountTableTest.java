package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;

final class CountTableTest {
  /** Once 2, twice 7 against 7, 9, 9, 9: 1 + 1 + 9. */
  @Test
  void distanceByHand() {
    SparseCounts one = SparseCounts.of(new long[] {7, 2, 7});
    SparseCounts other = SparseCounts.of(new long[] {9, 7, 9, 9});

    assertThat(one.squares()).isEqualTo(1 + 4);
    assertThat(one.squaredDistance(other)).isEqualTo(11);
    assertThat(new CountTable(one).squaredDistance(other)).isEqualTo(11);
    assertThat(new CountTable(SparseCounts.of(new long[0])).squaredDistance(other)).isEqualTo(10);
  }

  /** Few places and many features, so that they collide; 0 is a feature like any other. */
  @Test
  void sameAsTheMergeOfTwoLists() {
    RandomStream random = RandomStream.of(1, Purpose.EVIDENCE, 0, 0);
    for (int i = 0; i < 200; i++) {
      SparseCounts one = drawn(random, i % 40);
      SparseCounts other = drawn(random, 30);
      assertThat(new CountTable(one).squaredDistance(other)).isEqualTo(one.squaredDistance(other));
    }
  }

  private static SparseCounts drawn(RandomStream random, int count) {
    return SparseCounts.of(LongStream.range(0, count).map(_ -> 16L * random.nextInt(20)).toArray());
  }
}
