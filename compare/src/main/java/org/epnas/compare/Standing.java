package org.epnas.compare;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * How the searches of a strategy stood at a moment, over its seeds. A search that had found nothing
 * feasible counts as the worst there is, see {@link Measure}.
 *
 * @param accuracy of the best by value; in JSON its parts stand beside the other figures
 * @param validationRegret of the same; only a table knows it
 * @param area mean over the search time so far of the curve
 * @param finalAccuracy of the networks that the rule for long trainings chooses; empty where no
 *     longer training is judged
 * @param infeasible searches that had found no feasible architecture
 */
public record Standing(
    @JsonUnwrapped Figure accuracy,
    Figure validationRegret,
    Figure area,
    Figure finalAccuracy,
    int infeasible) {

  /**
   * @param own searches of the strategy
   * @param reference searches of the one that it is tested against; its own for the reference
   * @param worst accuracy in percent that a search counts with that found nothing feasible
   * @param at the moment; searches that have none are left out
   */
  static Standing of(
      List<SearchOutcome> own,
      List<SearchOutcome> reference,
      double worst,
      Function<SearchOutcome, Optional<Snapshot>> at) {
    return new Standing(
        figure(own, reference, at, one -> OptionalDouble.of(one.accuracy().orElse(worst))),
        figure(own, reference, at, Snapshot::validationRegret),
        figure(own, reference, at, Snapshot::area),
        figure(own, reference, at, Snapshot::finalAccuracy),
        (int)
            own.stream()
                .flatMap(outcome -> at.apply(outcome).stream())
                .filter(one -> one.accuracy().isEmpty())
                .count());
  }

  private static Figure figure(
      List<SearchOutcome> own,
      List<SearchOutcome> reference,
      Function<SearchOutcome, Optional<Snapshot>> at,
      Function<Snapshot, OptionalDouble> value) {
    return Figure.of(
        own, reference, outcome -> at.apply(outcome).map(value).orElse(OptionalDouble.empty()));
  }

  Standing with(
      Figure newAccuracy, Figure newValidationRegret, Figure newArea, Figure newFinalAccuracy) {
    return new Standing(newAccuracy, newValidationRegret, newArea, newFinalAccuracy, infeasible);
  }
}
