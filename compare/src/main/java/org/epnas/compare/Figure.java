package org.epnas.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.epnas.compare.statistics.PairedTest;
import org.epnas.compare.statistics.SampleSummary;

/**
 * One figure of a strategy's searches over the seeds, and how it differs from the reference's, seed
 * by seed. In percent and percentage points; what is not defined is empty.
 *
 * @param std standard deviation over the seeds, divided by n - 1
 * @param q1 lower quartile, of type 7 of Hyndman and Fan
 * @param pairs seeds in which both this strategy and the reference have the figure
 * @param difference mean over them of this minus the reference
 * @param differenceLow lower end of its 95 % interval, by Student's t
 * @param differenceHigh upper end
 * @param pValue of the two-sided Wilcoxon signed-rank test against the reference
 * @param pValueHolm the same, corrected by Holm's method for the number of rivals
 * @param tTestPValue of the paired t-test
 */
public record Figure(
    OptionalDouble mean,
    OptionalDouble std,
    OptionalDouble median,
    OptionalDouble q1,
    OptionalDouble q3,
    OptionalDouble min,
    OptionalDouble max,
    int pairs,
    OptionalDouble difference,
    OptionalDouble differenceLow,
    OptionalDouble differenceHigh,
    OptionalDouble pValue,
    OptionalDouble pValueHolm,
    OptionalDouble tTestPValue) {

  /**
   * @param own searches of the strategy
   * @param reference searches of the one that it is tested against; its own for the reference
   * @param value of a search; searches without one are left out
   */
  static Figure of(
      List<SearchOutcome> own,
      List<SearchOutcome> reference,
      Function<SearchOutcome, OptionalDouble> value) {
    SampleSummary sample =
        SampleSummary.of(
            own.stream().flatMapToDouble(outcome -> value.apply(outcome).stream()).toArray());
    PairedTest test = test(own, reference, value);
    return new Figure(
        sample.mean(),
        sample.std(),
        sample.median(),
        sample.q1(),
        sample.q3(),
        sample.min(),
        sample.max(),
        test.pairs(),
        test.meanDifference(),
        test.low(),
        test.high(),
        test.wilcoxon(),
        test.wilcoxon(),
        test.tTest());
  }

  private static PairedTest test(
      List<SearchOutcome> own,
      List<SearchOutcome> reference,
      Function<SearchOutcome, OptionalDouble> value) {
    Map<Long, Double> bySeed = new HashMap<>();
    reference.forEach(
        outcome -> value.apply(outcome).ifPresent(known -> bySeed.put(outcome.seed(), known)));
    List<double[]> pairs = new ArrayList<>();
    for (SearchOutcome outcome : own) {
      Double partner = bySeed.get(outcome.seed());
      OptionalDouble known = value.apply(outcome);
      if (partner != null && known.isPresent()) {
        pairs.add(new double[] {known.getAsDouble(), partner});
      }
    }
    return PairedTest.of(
        pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
        pairs.stream().mapToDouble(pair -> pair[1]).toArray());
  }

  Figure withHolm(OptionalDouble corrected) {
    return new Figure(
        mean,
        std,
        median,
        q1,
        q3,
        min,
        max,
        pairs,
        difference,
        differenceLow,
        differenceHigh,
        pValue,
        corrected,
        tTestPValue);
  }
}
