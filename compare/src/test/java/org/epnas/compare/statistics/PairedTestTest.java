package org.epnas.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedTestTest {
  @Test
  void exactForFewPairsWithoutTies() {
    // Differences 1, 2, 3, 4, 5, all positive: of the 2^5 sign patterns, two are as extreme.
    PairedTest test =
        PairedTest.of(new double[] {11, 22, 33, 44, 55}, new double[] {10, 20, 30, 40, 50});

    assertThat(test.pairs()).isEqualTo(5);
    assertThat(test.meanDifference()).hasValue(3);
    assertThat(test.wilcoxon().orElseThrow()).isCloseTo(2 / 32.0, within(1e-12));
    // t = 3 / (sqrt(2.5) / sqrt(5)) = 4.2426 with 4 degrees of freedom.
    assertThat(test.tTest().orElseThrow()).isCloseTo(0.013236, within(1e-6));
  }

  @Test
  void theDirectionDoesNotMatter() {
    double[] low = {1, 5, 2, 8, 3, 9};
    double[] high = {2.1, 5.3, 1.8, 9.4, 4.6, 9.5};
    PairedTest up = PairedTest.of(high, low);
    PairedTest down = PairedTest.of(low, high);

    assertThat(up.wilcoxon().orElseThrow()).isCloseTo(down.wilcoxon().orElseThrow(), within(1e-12));
    assertThat(up.meanDifference().orElseThrow()).isEqualTo(-down.meanDifference().orElseThrow());
  }

  @Test
  void manyPairsWithTiesAreApproximated() {
    // 200 pairs, three in four of them better by one step: no doubt that they differ.
    double[] first = IntStream.range(0, 200).mapToDouble(i -> i % 4 == 0 ? -1 : 1).toArray();
    PairedTest test = PairedTest.of(first, new double[200]);

    assertThat(test.wilcoxon().orElseThrow()).isBetween(1e-14, 1e-10);
    assertThat(test.tTest().orElseThrow()).isLessThan(1e-10);
  }

  @Test
  void nothingIsSaidWhereAllPairsAreEqual() {
    PairedTest test = PairedTest.of(new double[] {3, 4, 5}, new double[] {3, 4, 5});

    assertThat(test.meanDifference()).hasValue(0);
    assertThat(test.wilcoxon()).isEmpty();
    assertThat(test.tTest()).isEmpty();
  }

  @Test
  void theSameDifferenceEverywhereHasNoTTest() {
    PairedTest test = PairedTest.of(new double[] {3, 4, 5}, new double[] {2, 3, 4});

    assertThat(test.wilcoxon()).isPresent();
    assertThat(test.tTest()).isEmpty();
  }

  @Test
  void onePairOrNoneSaysNothing() {
    assertThat(PairedTest.of(new double[] {2}, new double[] {1}).wilcoxon()).isEmpty();
    assertThat(PairedTest.of(new double[] {2}, new double[] {1}).tTest()).isEmpty();
    assertThat(PairedTest.of(new double[0], new double[0]).meanDifference()).isEmpty();
  }

  @Test
  void differentSizesCannotBePaired() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedTest.of(new double[2], new double[3]))
        .withMessageContaining("(2)")
        .withMessageContaining("(3)");
  }
}
