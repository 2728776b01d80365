package org.epnas.compare.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Two-sided tests of whether two samples that are paired, here by seed, differ in location.
 *
 * @param pairs their number
 * @param meanDifference mean of first minus second; empty without pairs
 * @param wilcoxon p-value of the signed-rank test (Wilcoxon 1945): exact for at most 1023 pairs
 *     without zero differences and ties, else by the normal approximation with zeros ranked as
 *     Pratt (1959) does. Empty below two pairs or where all pairs are equal: nothing can be said.
 * @param tTest p-value of the paired t-test; empty likewise, and where all differences are the same
 */
public record PairedTest(
    int pairs, OptionalDouble meanDifference, OptionalDouble wilcoxon, OptionalDouble tTest) {
  /**
   * @param first values
   * @param second as many; index by index the partners of {@code first}
   */
  public static PairedTest of(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "Samples of (%s) and (%s) values cannot be paired; they must be of one size."
              .formatted(first.length, second.length));
    }
    double[] differences =
        IntStream.range(0, first.length).mapToDouble(i -> first[i] - second[i]).toArray();
    return new PairedTest(
        differences.length,
        Arrays.stream(differences).average(),
        testable(differences)
            ? pValue(WilcoxonSignedRankTest.withDefaults().test(differences).getPValue())
            : OptionalDouble.empty(),
        testable(differences) && varies(differences)
            ? pValue(TTest.withDefaults().test(differences).getPValue())
            : OptionalDouble.empty());
  }

  private static boolean testable(double[] differences) {
    return differences.length >= 2 && Arrays.stream(differences).anyMatch(d -> d != 0);
  }

  private static boolean varies(double[] differences) {
    return Arrays.stream(differences).anyMatch(d -> d != differences[0]);
  }

  private static OptionalDouble pValue(double p) {
    return Double.isNaN(p) ? OptionalDouble.empty() : OptionalDouble.of(p);
  }
}
