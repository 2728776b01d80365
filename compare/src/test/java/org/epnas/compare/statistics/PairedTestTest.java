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

  /** Hollander and Wolfe (1973), depression under a tranquilliser; V = 40, R gives p = 0.03906. */
  @Test
  void wilcoxonAsPublished() {
    double[] first = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] second = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

    // Of the 2^9 sign patterns, ten have a sum of ranks of at most 5.
    assertThat(PairedTest.of(first, second).wilcoxon().orElseThrow())
        .isCloseTo(20 / 512.0, within(1e-12));
  }

  /** Student's sleep data (1908): R gives t = -4.0621, 9 degrees of freedom. */
  @Test
  void intervalAndTTestAsPublished() {
    double[] first = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    double[] second = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    PairedTest test = PairedTest.of(first, second);

    assertThat(test.meanDifference().orElseThrow()).isCloseTo(-1.58, within(1e-9));
    assertThat(test.low().orElseThrow()).isCloseTo(-2.4598858, within(1e-7));
    assertThat(test.high().orElseThrow()).isCloseTo(-0.7001142, within(1e-7));
    assertThat(test.tTest().orElseThrow()).isCloseTo(0.002833, within(1e-6));
  }

  /** 0.3 - 0.2, 0.2 - 0.1 and 0.8 - 0.7 differ in their last digits only. */
  @Test
  void differencesThatAreEqualButForTheirLastDigitsTie() {
    PairedTest test = PairedTest.of(new double[] {0.3, 0.2, 0.8}, new double[] {0.2, 0.1, 0.7});

    assertThat(test.tTest()).as("all differences are the same").isEmpty();
    assertThat(test.high().orElseThrow() - test.low().orElseThrow()).isLessThan(1e-15);
    // An average that is exact on paper makes no difference of its own.
    assertThat(PairedTest.of(new double[] {0.1 + 0.2, 5}, new double[] {0.3, 5}).wilcoxon())
        .isEmpty();
  }
}
