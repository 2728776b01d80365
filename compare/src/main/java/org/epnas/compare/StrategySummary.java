package org.epnas.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.epnas.compare.statistics.PairedTest;
import org.epnas.compare.statistics.SampleSummary;
import org.epnas.kernel.trial.CommonestFailure;

/**
 * How a strategy did over its seeds. Accuracies and differences are in percent and percentage
 * points; a figure that is not defined is absent.
 *
 * @param mean accuracy of the final choices, over the searches that found one
 * @param std standard deviation over the seeds, divided by n - 1
 * @param q1 lower quartile, of type 7 of Hyndman and Fan
 * @param searches finished
 * @param infeasible those among them that found no feasible architecture; they have no accuracy
 * @param failure why most trials failed in the first of the infeasible searches that knows it
 * @param regret mean distance to the best feasible architecture there is; only a table knows it
 * @param trials mean number completed per search
 * @param distinct mean number of distinct architectures per search
 * @param searchSeconds mean on the clock of the search
 * @param busySeconds mean search cost: seconds in evaluations, all workers together
 * @param utilisation mean share of the workers' time in evaluations, in [0, 1]
 * @param pairs seeds in which both this strategy and the reference have an accuracy
 * @param difference mean over them of this minus the reference
 * @param pValue of the two-sided Wilcoxon signed-rank test against the reference
 * @param tTestPValue of the paired t-test
 */
public record StrategySummary(
    OptionalDouble mean,
    OptionalDouble std,
    OptionalDouble median,
    OptionalDouble q1,
    OptionalDouble q3,
    OptionalDouble min,
    OptionalDouble max,
    int searches,
    int infeasible,
    Optional<CommonestFailure> failure,
    OptionalDouble regret,
    double trials,
    double distinct,
    double searchSeconds,
    double busySeconds,
    double utilisation,
    int pairs,
    OptionalDouble difference,
    OptionalDouble pValue,
    OptionalDouble tTestPValue) {

  /**
   * @param own searches of the strategy
   * @param reference searches of the one that it is tested against; its own for the reference
   */
  static StrategySummary of(List<SearchOutcome> own, List<SearchOutcome> reference) {
    SampleSummary accuracy =
        SampleSummary.of(
            own.stream().flatMapToDouble(outcome -> outcome.accuracy().stream()).toArray());
    PairedTest test = test(own, reference);
    return new StrategySummary(
        accuracy.mean(),
        accuracy.std(),
        accuracy.median(),
        accuracy.q1(),
        accuracy.q3(),
        accuracy.min(),
        accuracy.max(),
        own.size(),
        (int) own.stream().filter(outcome -> !outcome.feasible()).count(),
        own.stream()
            .filter(outcome -> !outcome.feasible())
            .flatMap(outcome -> outcome.failure().stream())
            .findFirst(),
        own.stream().flatMapToDouble(outcome -> outcome.regret().stream()).average(),
        mean(own, SearchOutcome::trials),
        mean(own, SearchOutcome::distinct),
        mean(own, SearchOutcome::searchSeconds),
        mean(own, SearchOutcome::busySeconds),
        mean(own, SearchOutcome::utilisation),
        test.pairs(),
        test.meanDifference(),
        test.wilcoxon(),
        test.tTest());
  }

  private static double mean(List<SearchOutcome> own, ToDoubleFunction<SearchOutcome> figure) {
    return own.stream().mapToDouble(figure).average().orElse(0);
  }

  private static PairedTest test(List<SearchOutcome> own, List<SearchOutcome> reference) {
    Map<Long, Double> bySeed = new HashMap<>();
    reference.forEach(
        outcome -> outcome.accuracy().ifPresent(accuracy -> bySeed.put(outcome.seed(), accuracy)));
    List<double[]> pairs = new ArrayList<>();
    for (SearchOutcome outcome : own) {
      Double partner = bySeed.get(outcome.seed());
      if (partner != null && outcome.accuracy().isPresent()) {
        pairs.add(new double[] {outcome.accuracy().getAsDouble(), partner});
      }
    }
    return PairedTest.of(
        pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
        pairs.stream().mapToDouble(pair -> pair[1]).toArray());
  }
}
