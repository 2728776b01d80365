package org.epnas.compare;

import java.util.List;
import java.util.OptionalDouble;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.trial.CommonestFailure;
import org.epnas.kernel.trial.Trial;

/** Counts what a search did. */
final class Outcomes {
  private Outcomes() {}

  /**
   * @param workers of the search
   * @param accuracy of the final choice in percent
   * @param endSeconds to which the area under the curve reaches
   * @param worst accuracy in percent until something feasible is found
   * @param finalAccuracy in percent, see {@link SearchOutcome}
   */
  static SearchOutcome of(
      SearchKey key,
      int workers,
      SearchResult result,
      OptionalDouble accuracy,
      OptionalDouble regret,
      OptionalDouble validationRegret,
      List<Step> curve,
      double endSeconds,
      double worst,
      OptionalDouble finalAccuracy,
      List<Snapshot> marks) {
    List<Trial> completed =
        result.trials().stream().filter(trial -> trial.completed().isPresent()).toList();
    double busy = result.trials().stream().mapToDouble(Trial::seconds).sum();
    double offered = workers * result.wallSeconds();
    return new SearchOutcome(
        key.strategy(),
        key.seed(),
        accuracy,
        result.best().map(Trial::feasible).orElse(false),
        regret,
        validationRegret,
        completed.size(),
        (int) completed.stream().map(Trial::hash).distinct().count(),
        result.wallSeconds(),
        busy,
        offered > 0 ? Math.min(1, busy / offered) : 0,
        endSeconds > 0
            ? OptionalDouble.of(Step.meanOverTime(curve, endSeconds, worst))
            : OptionalDouble.empty(),
        CommonestFailure.of(result.trials()),
        curve,
        finalAccuracy,
        marks);
  }
}
