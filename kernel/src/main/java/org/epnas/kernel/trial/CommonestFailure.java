package org.epnas.kernel.trial;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why most of a search's failed trials failed. Messages that differ in their numbers alone, sizes
 * and shapes for example, count as the same; of those that came equally often, the first.
 *
 * @param message of the first trial that failed so
 * @param count of trials that failed so
 * @param failures trials without metrics in all; what the end of the search cut off, or what was
 *     over a hard limit, is no failure
 */
public record CommonestFailure(Outcome.Reason reason, String message, int count, int failures) {
  private record Kind(Outcome.Reason reason, String text) {
    static Kind of(Outcome.Failed failed) {
      return new Kind(failed.reason(), failed.message().replaceAll("\\d+", "0"));
    }
  }

  /** Empty where no trial failed. */
  public static Optional<CommonestFailure> of(Collection<Trial> trials) {
    Map<Kind, List<Outcome.Failed>> kinds = new LinkedHashMap<>();
    for (Trial trial : trials) {
      if (trial.outcome() instanceof Outcome.Failed failed && failed.reason().failure()) {
        kinds.computeIfAbsent(Kind.of(failed), _ -> new ArrayList<>()).add(failed);
      }
    }
    int failures = kinds.values().stream().mapToInt(List::size).sum();
    // The reversed order keeps the first of equals first, which max() would not.
    return kinds.values().stream()
        .sorted(Comparator.<List<Outcome.Failed>>comparingInt(List::size).reversed())
        .findFirst()
        .map(same ->
            new CommonestFailure(
                same.getFirst().reason(), same.getFirst().message(), same.size(), failures));
  }
}
