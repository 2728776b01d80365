package org.epnas.kernel.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RankCorrelationTest {
  @Test
  void isOneForTheSameOrderAndMinusOneForTheOpposite() {
    double[] x = {1, 2, 3, 10};
    double[] same = {-5, 0, 0.1, 7};
    double[] opposite = {4, 3, 2, 1};

    assertThat(RankCorrelation.spearman(x, same)).hasValue(1);
    assertThat(RankCorrelation.kendall(x, same)).hasValue(1);
    assertThat(RankCorrelation.spearman(x, opposite)).hasValue(-1);
    assertThat(RankCorrelation.kendall(x, opposite)).hasValue(-1);
  }

  @Test
  void withoutTiesMatchesTheTextbook() {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {2, 1, 4, 3, 5};

    // rho = 1 - 6 * (1 + 1 + 1 + 1 + 0) / (5 * 24) = 0.8; of 10 pairs (1,2) and (3,4) are
    // discordant.
    assertThat(RankCorrelation.spearman(x, y).orElseThrow()).isCloseTo(0.8, within(1e-12));
    assertThat(RankCorrelation.kendall(x, y).orElseThrow()).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void tiedValuesShareTheirMeanRank() {
    double[] x = {1, 2, 2, 3};
    double[] y = {1, 3, 2, 4};

    // Ranks of x: 1, 2.5, 2.5, 4; of y: 1, 3, 2, 4. Deviations from 2.5: x -1.5, 0, 0, 1.5;
    // y -1.5, 0.5, -0.5, 1.5. Covariance 4.5; variances 4.5 and 5.
    assertThat(RankCorrelation.spearman(x, y).orElseThrow())
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    // 6 pairs, one tied in x: 5 concordant, tau-b = 5 / sqrt(5 * 6).
    assertThat(RankCorrelation.kendall(x, y).orElseThrow())
        .isCloseTo(5 / Math.sqrt(30), within(1e-12));
  }

  @Test
  void isEmptyWhereItIsNotDefined() {
    assertThat(RankCorrelation.spearman(new double[0], new double[0])).isEmpty();
    assertThat(RankCorrelation.kendall(new double[] {1}, new double[] {2})).isEmpty();
    assertThat(RankCorrelation.spearman(new double[] {1, 1}, new double[] {1, 2})).isEmpty();
    assertThat(RankCorrelation.kendall(new double[] {1, 2}, new double[] {3, 3})).isEmpty();
  }

  @Test
  void refusesWhatCannotBeRanked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankCorrelation.spearman(new double[2], new double[3]))
        .withMessageContaining("(2) and (3)");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RankCorrelation.kendall(new double[] {1, 2}, new double[] {1, Double.NaN}))
        .withMessageContaining("Pair (1)");
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void isSymmetricInRangeAndBlindToMonotoneMaps(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] x = random.ints(30, 0, 12).asDoubleStream().toArray();
    double[] y = random.ints(30, 0, 12).asDoubleStream().toArray();
    double[] mapped = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      mapped[i] = Math.exp(y[i] / 3) - 1;
    }

    double rho = RankCorrelation.spearman(x, y).orElseThrow();
    double tau = RankCorrelation.kendall(x, y).orElseThrow();

    assertThat(rho).isBetween(-1.0, 1.0);
    assertThat(tau).isBetween(-1.0, 1.0);
    assertThat(RankCorrelation.spearman(y, x).orElseThrow()).isCloseTo(rho, within(1e-12));
    assertThat(RankCorrelation.kendall(y, x).orElseThrow()).isCloseTo(tau, within(1e-12));
    assertThat(RankCorrelation.spearman(x, mapped)).hasValue(rho);
    assertThat(RankCorrelation.kendall(x, mapped)).hasValue(tau);
  }
}
