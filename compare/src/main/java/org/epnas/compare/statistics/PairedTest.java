package org.epnas.compare.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Two-sided tests of whether two samples that are paired, here by seed, differ in location, and by
 * how much they may. Differences are rounded to {@link #RESOLUTION}: two of the same size are a tie
 * although floating point gives them other last digits.
 *
 * @param pairs their number
 * @param meanDifference mean of first minus second; empty without pairs
 * @param low lower end of the 95 % interval of the mean difference: mean - t * s / sqrt(n) with
 *     Student's t of n - 1 degrees of freedom; empty below two pairs
 * @param high upper end, likewise
 * @param wilcoxon p-value of the signed-rank test (Wilcoxon 1945): exact for at most 1023 pairs
 *     without zero differences and ties, else by the normal approximation with zeros ranked as
 *     Pratt (1959) does. Empty below two pairs or where all pairs are equal: nothing can be said.
 * @param tTest p-value of the paired t-test; empty likewise, and where all differences are the same
 */
public record PairedTest(
    int pairs,
    OptionalDouble meanDifference,
    OptionalDouble low,
    OptionalDouble high,
    OptionalDouble wilcoxon,
    OptionalDouble tTest) {
  /** Far below what an accuracy in percent is given with. */
  static final double RESOLUTION = 1e-9;

  private static final double CONFIDENCE = 0.95;

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
        IntStream.range(0, first.length)
            .mapToDouble(i -> RESOLUTION * Math.rint((first[i] - second[i]) / RESOLUTION))
            .toArray();
    SampleSummary summary = SampleSummary.of(differences);
    OptionalDouble half = halfWidth(summary);
    return new PairedTest(
        differences.length,
        summary.mean(),
        shifted(summary.mean(), half, -1),
        shifted(summary.mean(), half, 1),
        testable(differences)
            ? pValue(WilcoxonSignedRankTest.withDefaults().test(differences).getPValue())
            : OptionalDouble.empty(),
        testable(differences) && varies(differences)
            ? pValue(TTest.withDefaults().test(differences).getPValue())
            : OptionalDouble.empty());
  }

  private static OptionalDouble halfWidth(SampleSummary summary) {
    return summary.standardError().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            summary.standardError().getAsDouble()
                * TDistribution.of(summary.n() - 1.0)
                    .inverseSurvivalProbability((1 - CONFIDENCE) / 2));
  }

  private static OptionalDouble shifted(OptionalDouble mean, OptionalDouble half, int sign) {
    return mean.isPresent() && half.isPresent()
        ? OptionalDouble.of(mean.getAsDouble() + sign * half.getAsDouble())
        : OptionalDouble.empty();
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
