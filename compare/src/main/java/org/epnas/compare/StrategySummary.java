package org.epnas.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.epnas.kernel.trial.CommonestFailure;

/**
 * How a strategy did over its seeds. A search that found nothing feasible counts as the worst there
 * is, see {@link Measure}.
 *
 * @param accuracy of the final choices; in JSON its parts stand beside the other figures
 * @param validationRegret of the final choices: what a search minimises; only a table knows it
 * @param hypervolume of the fronts, where searches have several objectives
 * @param area mean over the search time of the curve: how soon a search was good
 * @param searches finished
 * @param infeasible those among them that found no feasible architecture
 * @param failure why most trials failed in the first of the infeasible searches that knows it
 * @param regret mean distance in accuracy to the best feasible architecture; only a table knows it
 * @param trials mean number completed per search
 * @param distinct mean number of distinct architectures per search
 * @param searchSeconds mean on the clock of the search
 * @param busySeconds mean search cost: seconds in evaluations, all workers together
 * @param utilisation mean share of the workers' time in evaluations, in [0, 1]
 */
public record StrategySummary(
    @JsonUnwrapped Figure accuracy,
    Figure validationRegret,
    Figure hypervolume,
    Figure area,
    int searches,
    int infeasible,
    Optional<CommonestFailure> failure,
    OptionalDouble regret,
    double trials,
    double distinct,
    double searchSeconds,
    double busySeconds,
    double utilisation) {

  /**
   * @param own searches of the strategy
   * @param reference searches of the one that it is tested against; its own for the reference
   * @param worst accuracy in percent that a search counts with that found nothing feasible
   */
  static StrategySummary of(List<SearchOutcome> own, List<SearchOutcome> reference, double worst) {
    return new StrategySummary(
        Figure.of(own, reference, outcome -> OptionalDouble.of(outcome.accuracy().orElse(worst))),
        Figure.of(own, reference, SearchOutcome::validationRegret),
        Figure.of(own, reference, SearchOutcome::hypervolume),
        Figure.of(own, reference, SearchOutcome::area),
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
        mean(own, SearchOutcome::utilisation));
  }

  private static double mean(List<SearchOutcome> own, ToDoubleFunction<SearchOutcome> figure) {
    return own.stream().mapToDouble(figure).average().orElse(0);
  }

  StrategySummary with(
      Figure newAccuracy, Figure newValidationRegret, Figure newHypervolume, Figure newArea) {
    return new StrategySummary(
        newAccuracy,
        newValidationRegret,
        newHypervolume,
        newArea,
        searches,
        infeasible,
        failure,
        regret,
        trials,
        distinct,
        searchSeconds,
        busySeconds,
        utilisation);
  }
}
