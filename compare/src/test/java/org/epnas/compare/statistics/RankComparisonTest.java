package org.epnas.compare.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RankComparisonTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /**
   * Demsar (2006), Table 6: accuracies of four decision trees on 14 data sets. Two that are printed
   * alike there and ranked differently are given one digit more.
   */
  private static final double[][] DEMSAR = {
    {0.763, 0.768, 0.771, 0.798},
    {0.599, 0.591, 0.590, 0.569},
    {0.954, 0.971, 0.968, 0.967},
    {0.628, 0.661, 0.654, 0.657},
    {0.882, 0.888, 0.886, 0.898},
    {0.936, 0.931, 0.916, 0.931},
    {0.661, 0.668, 0.609, 0.685},
    {0.583, 0.583, 0.563, 0.625},
    {0.775, 0.838, 0.866, 0.875},
    {1, 1, 1, 1},
    {0.940, 0.962, 0.965, 0.962},
    {0.619, 0.666, 0.614, 0.669},
    {0.972, 0.981, 0.9751, 0.975},
    {0.957, 0.978, 0.946, 0.970}
  };

  private static final List<String> TREES = List.of("C4.5", "m", "cf", "m+cf");

  private static List<Map<String, Double>> losses(double[]... accuracies) {
    List<Map<String, Double>> blocks = new ArrayList<>();
    for (double[] row : accuracies) {
      Map<String, Double> block = new LinkedHashMap<>();
      for (int i = 0; i < row.length; i++) {
        block.put(TREES.get(i), -row[i]);
      }
      blocks.add(block);
    }
    return blocks;
  }

  @Test
  void meanRanksAndCriticalDifferenceAsPublished() {
    RankComparison ranks = RankComparison.of(losses(DEMSAR));

    assertThat(ranks.blocks()).isEqualTo(14);
    assertThat(ranks.meanRanks().sequencedKeySet()).containsExactly("m+cf", "m", "cf", "C4.5");
    assertThat(ranks.meanRanks().get("C4.5")).isCloseTo(44 / 14.0, EXACT);
    assertThat(ranks.meanRanks().get("m")).isCloseTo(2.0, EXACT);
    assertThat(ranks.meanRanks().get("cf")).isCloseTo(40.5 / 14, EXACT);
    assertThat(ranks.meanRanks().get("m+cf")).isCloseTo(27.5 / 14, EXACT);
    // "The critical difference is 1.25": the best and the worst differ by 1.18.
    assertThat(ranks.criticalDifference().orElseThrow()).isCloseTo(1.25, within(0.005));
    assertThat(ranks.cliques()).containsExactly(List.of("m+cf", "m", "cf", "C4.5"));
    // SciPy's friedmanchisquare: 10.228, p = 0.01672 (without correction for ties 9.28).
    assertThat(ranks.friedman().orElseThrow()).isCloseTo(0.016721580, within(1e-8));
  }

  /** In 30 blocks of one order: ranks 1, 2, 3; 2.344 * sqrt(3 * 4 / 180) = 0.605. */
  @Test
  void methodsThatAlwaysComeInOneOrderAreToldApart() {
    double[][] accuracies = new double[30][];
    for (int i = 0; i < accuracies.length; i++) {
      accuracies[i] = new double[] {3 + i, 2 + i, 1 + i};
    }
    RankComparison ranks = RankComparison.of(losses(accuracies));

    assertThat(ranks.criticalDifference().orElseThrow()).isCloseTo(0.605, within(1e-3));
    assertThat(ranks.cliques()).isEmpty();
    // Chi-square 12 * 30 / (3 * 4) * (1 + 4 + 9 - 12) = 60 with 2 degrees: exp(-30).
    assertThat(ranks.friedman().orElseThrow()).isCloseTo(Math.exp(-30), within(1e-18));
  }

  @Test
  void cliquesMayOverlap() {
    RankComparison ranks =
        RankComparison.of(
            losses(
                new double[] {4, 3, 2, 1},
                new double[] {4, 3, 2, 1},
                new double[] {4, 3, 2, 1},
                new double[] {4, 3, 2, 1},
                new double[] {4, 3, 2, 1},
                new double[] {4, 3, 2, 1}));

    // 2.569 * sqrt(4 * 5 / 36) = 1.915: neighbours only.
    assertThat(ranks.cliques())
        .containsExactly(List.of("C4.5", "m"), List.of("m", "cf"), List.of("cf", "m+cf"));
  }

  @Test
  void nothingIsSaidOfOneBlockOrOfNone() {
    assertThat(RankComparison.of(losses(DEMSAR[0])).criticalDifference()).isEmpty();
    assertThat(RankComparison.of(losses(DEMSAR[0])).friedman()).isEmpty();
    assertThat(RankComparison.of(List.of()).meanRanks()).isEmpty();
  }

  @Test
  void allTiesSayNothing() {
    assertThat(RankComparison.of(losses(DEMSAR[9], DEMSAR[9])).friedman()).isEmpty();
  }

  @Test
  void blocksOfOtherMethodsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RankComparison.of(List.of(Map.of("a", 1.0), Map.of("b", 1.0))))
        .withMessageContaining("lacks method (a)");
  }
}
