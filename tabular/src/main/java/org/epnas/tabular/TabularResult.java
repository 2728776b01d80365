package org.epnas.tabular;

import java.util.List;
import java.util.OptionalDouble;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.trial.Trial;

/**
 * How a replayed search came out. The test accuracies were looked up when it was over.
 *
 * @param result in simulated time
 * @param testAccuracy the judged accuracy, in percent, of what the search chose: the mean over the
 *     feasible trials of the highest observed accuracy, which the search cannot tell apart. Empty
 *     where nothing feasible was found
 * @param regret by how many percentage points that lies below the best feasible network of the
 *     table; where nothing feasible was found, the worst network of the table counts
 * @param validationRegret the same in what the search observed and chose by: the validation
 *     accuracy after the shortest training. Empty, like the regret, where no network is feasible
 * @param incumbents how the best feasible trial changed, in order of time
 * @param finished every trial, in order of time
 */
public record TabularResult(
    SearchResult result,
    OptionalDouble testAccuracy,
    OptionalDouble regret,
    OptionalDouble validationRegret,
    List<Incumbent> incumbents,
    List<Finished> finished) {
  public TabularResult {
    incumbents = List.copyOf(incumbents);
    finished = List.copyOf(finished);
  }

  /** The trials that had finished by a moment, in simulated seconds since the start. */
  public List<Trial> trialsAt(double seconds) {
    return finished.stream().filter(one -> one.seconds <= seconds).map(Finished::trial).toList();
  }

  /**
   * A trial that finished, whatever came of it.
   *
   * @param seconds simulated, since the start of the search
   */
  public record Finished(double seconds, Trial trial) {}

  /**
   * A trial from the moment on at which it was the best.
   *
   * @param seconds simulated, since the start of the search
   * @param validationAccuracy in percent, as the search saw it
   * @param testAccuracy judged, in percent; the mean over the trials that tie with it so far
   */
  public record Incumbent(double seconds, double validationAccuracy, double testAccuracy) {}
}
