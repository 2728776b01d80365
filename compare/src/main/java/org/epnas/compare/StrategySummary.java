package org.epnas.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.epnas.kernel.trial.CommonestFailure;

/**
 * How a strategy did over its seeds. A search that found nothing feasible counts as the worst there
 * is, see {@link Measure}.
 *
 * @param end of the searches; in JSON its parts stand beside the other figures
 * @param marks moments before it that were asked for, in order of time
 * @param hypervolume of the fronts, where searches have several objectives
 * @param searches finished
 * @param failure why most trials failed in the first of the infeasible searches that knows it
 * @param regret mean distance in accuracy to the best feasible architecture; only a table knows it
 * @param trials mean number completed per search
 * @param distinct mean number of distinct architectures per search
 * @param searchSeconds mean on the clock of the search
 * @param busySeconds mean search cost: seconds in evaluations, all workers together
 * @param utilisation mean share of the workers' time in evaluations, in [0, 1]
 */
public record StrategySummary(
    @JsonUnwrapped Standing end,
    SequencedMap<String, Standing> marks,
    Figure hypervolume,
    int searches,
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
   * @param marks moments that were asked for
   */
  static StrategySummary of(
      List<SearchOutcome> own, List<SearchOutcome> reference, double worst, List<String> marks) {
    SequencedMap<String, Standing> standings = new LinkedHashMap<>();
    for (String mark : marks) {
      standings.put(mark, Standing.of(own, reference, worst, outcome -> outcome.at(mark)));
    }
    return new StrategySummary(
        Standing.of(own, reference, worst, outcome -> Optional.of(outcome.end())),
        standings,
        Figure.of(own, reference, SearchOutcome::hypervolume),
        own.size(),
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

  /** Of the final choices by value. */
  public Figure accuracy() {
    return end.accuracy();
  }

  /** Of the final choices by value: what a search minimises; only a table knows it. */
  public Figure validationRegret() {
    return end.validationRegret();
  }

  /** Mean over the search time of the curve: how soon a search was good. */
  public Figure area() {
    return end.area();
  }

  /** Searches that found no feasible architecture. */
  public int infeasible() {
    return end.infeasible();
  }

  StrategySummary with(
      Standing newEnd, SequencedMap<String, Standing> newMarks, Figure newHypervolume) {
    return new StrategySummary(
        newEnd,
        newMarks,
        newHypervolume,
        searches,
        failure,
        regret,
        trials,
        distinct,
        searchSeconds,
        busySeconds,
        utilisation);
  }
}
