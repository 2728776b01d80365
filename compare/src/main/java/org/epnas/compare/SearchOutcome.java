package org.epnas.compare;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.compare.statistics.Step;
import org.epnas.kernel.trial.CommonestFailure;

/**
 * What one search of a comparison gave: a line of {@code searches.jsonl}.
 *
 * @param accuracy of the final choice in percent, see {@link Measure}; empty where the search found
 *     nothing feasible
 * @param feasible whether the final choice satisfies every constraint
 * @param regret percentage points that the best feasible architecture there is has more than the
 *     final choice, or than the worst one where nothing feasible was found; only a table knows it
 * @param validationRegret the same in the validation accuracy that the search observed and chose by
 * @param trials completed
 * @param distinct architectures among them
 * @param searchSeconds on the clock of the search, from start to end
 * @param busySeconds in evaluations, all workers together: the search cost
 * @param utilisation share of the workers' time that was spent in evaluations, in [0, 1]
 * @param hypervolume of the front in percent, where the search had several objectives, see {@link
 *     Measure#front}
 * @param area mean over the search time of {@code curve}, in percent; until something feasible is
 *     found, the worst accuracy of {@link Measure} counts
 * @param failure why most of its failed trials failed
 * @param curve accuracy in percent of the best feasible architecture so far, in order of time; with
 *     several objectives the hypervolume of the front so far
 * @param finalAccuracy in percent, of the network that the rule for much longer trainings chooses;
 *     empty where none is judged
 * @param marks how it stood at the moments that were asked for, in order of time
 */
public record SearchOutcome(
    String strategy,
    long seed,
    OptionalDouble accuracy,
    boolean feasible,
    OptionalDouble regret,
    OptionalDouble validationRegret,
    int trials,
    int distinct,
    double searchSeconds,
    double busySeconds,
    double utilisation,
    OptionalDouble hypervolume,
    OptionalDouble area,
    Optional<CommonestFailure> failure,
    List<Step> curve,
    OptionalDouble finalAccuracy,
    List<Snapshot> marks) {
  public SearchOutcome {
    curve = List.copyOf(curve);
    marks = List.copyOf(marks);
  }

  /** How it stood at a mark, if that was asked for. */
  Optional<Snapshot> at(String mark) {
    return marks.stream().filter(one -> one.mark().equals(mark)).findFirst();
  }

  /** How it stood at the end. */
  Snapshot end() {
    return new Snapshot("", accuracy, validationRegret, area, finalAccuracy);
  }

  /** Of a search for accuracy. */
  public SearchOutcome(
      String strategy,
      long seed,
      OptionalDouble accuracy,
      boolean feasible,
      OptionalDouble regret,
      OptionalDouble validationRegret,
      int trials,
      int distinct,
      double searchSeconds,
      double busySeconds,
      double utilisation,
      OptionalDouble area,
      Optional<CommonestFailure> failure,
      List<Step> curve,
      OptionalDouble finalAccuracy,
      List<Snapshot> marks) {
    this(
        strategy,
        seed,
        accuracy,
        feasible,
        regret,
        validationRegret,
        trials,
        distinct,
        searchSeconds,
        busySeconds,
        utilisation,
        OptionalDouble.empty(),
        area,
        failure,
        curve,
        finalAccuracy,
        marks);
  }

  /** The same with several objectives. */
  SearchOutcome withFront(double newHypervolume, List<Step> newCurve, double endSeconds) {
    return new SearchOutcome(
        strategy,
        seed,
        accuracy,
        feasible,
        regret,
        validationRegret,
        trials,
        distinct,
        searchSeconds,
        busySeconds,
        utilisation,
        OptionalDouble.of(newHypervolume),
        endSeconds > 0
            ? OptionalDouble.of(Step.meanOverTime(newCurve, endSeconds, 0))
            : OptionalDouble.empty(),
        failure,
        newCurve,
        finalAccuracy,
        marks);
  }

  public SearchKey key() {
    return new SearchKey(strategy, seed);
  }
}
