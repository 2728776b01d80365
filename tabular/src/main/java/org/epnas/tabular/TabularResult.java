package org.epnas.tabular;

import java.util.List;
import java.util.OptionalDouble;
import org.epnas.kernel.search.SearchResult;

/**
 * How a replayed search came out. The test accuracies were looked up when it was over.
 *
 * @param result in simulated time
 * @param testAccuracy in percent, after 200 epochs, of {@link SearchResult#best}; empty where
 *     nothing feasible was found
 * @param regret by how many percentage points that lies below the best feasible network of the
 *     table
 * @param incumbents how the best feasible trial changed, in order of time
 */
public record TabularResult(
    SearchResult result,
    OptionalDouble testAccuracy,
    OptionalDouble regret,
    List<Incumbent> incumbents) {
  public TabularResult {
    incumbents = List.copyOf(incumbents);
  }

  /**
   * A trial from the moment on at which it was the best.
   *
   * @param seconds simulated, since the start of the search
   * @param validationAccuracy in percent, as the search saw it
   * @param testAccuracy in percent, after 200 epochs
   */
  public record Incumbent(double seconds, double validationAccuracy, double testAccuracy) {}
}
