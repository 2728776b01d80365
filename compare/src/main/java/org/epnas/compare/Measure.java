package org.epnas.compare;

import java.util.Locale;
import java.util.Optional;

/**
 * What the figures of a comparison are.
 *
 * @param accuracy of the final choice
 * @param curve of the best feasible architecture while the search runs
 * @param time what the clock of the search counts, for example {@code Simulated search time}
 * @param counts whether that is no time but a number, of queries
 * @param description of the final choice's accuracy, one sentence for people
 * @param worst accuracy in percent that a search counts with that found nothing feasible, and until
 *     it found something
 * @param front what 100 % of the hypervolume is, for people, where searches have several
 *     objectives; their curve is the hypervolume of their front then
 */
public record Measure(
    Accuracy accuracy,
    Accuracy curve,
    String time,
    boolean counts,
    String description,
    double worst,
    Optional<String> front) {
  /** Of searches for accuracy. */
  public Measure(
      Accuracy accuracy,
      Accuracy curve,
      String time,
      boolean counts,
      String description,
      double worst) {
    this(accuracy, curve, time, counts, description, worst, Optional.empty());
  }

  /** What the curve of a search is at until it found something, in percent. */
  double nothing() {
    return front.isPresent() ? 0 : worst;
  }

  /** The value axis of a plot over time, in percent. */
  String axis() {
    return front.isPresent()
        ? "Hypervolume of the front so far (%)"
        : "%s of the best so far (%%)"
            .formatted(
                curve.text().substring(0, 1).toUpperCase(Locale.ROOT) + curve.text().substring(1));
  }
}
