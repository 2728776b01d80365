package org.epnas.kernel.loop;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;

/** Notices a search that gets nowhere: it only fails by errors, or proposes nothing to evaluate. */
final class StallDetector {
  static final int MAX_ERRORS_IN_A_ROW = 10;
  static final int MAX_UNEVALUATED_IN_A_ROW = 1000;

  private int errorsInARow;
  private final Map<String, Integer> errors = new LinkedHashMap<>();
  private int duplicatesInARow;
  private int refusedInARow;

  void duplicate() {
    duplicatesInARow++;
  }

  /** Counts a trial that is no duplicate. */
  void trial(Trial trial, boolean evaluated) {
    if (evaluated) {
      duplicatesInARow = 0;
      refusedInARow = 0;
    } else {
      refusedInARow++;
    }
    if (trial.outcome() instanceof Outcome.Failed(Outcome.Reason reason, String message)
        && reason.surroundingsFault()) {
      errorsInARow++;
      errors.merge(message, 1, Integer::sum);
    } else if (evaluated) {
      errorsInARow = 0;
      errors.clear();
    }
  }

  Optional<SearchEnd> verdict() {
    if (errorsInARow >= MAX_ERRORS_IN_A_ROW) {
      return Optional.of(
          new SearchEnd(
              Reason.TOO_MANY_ERRORS,
              "%s trials in a row failed by an error, the commonest: %s"
                  .formatted(errorsInARow, commonestError())));
    }
    if (duplicatesInARow + refusedInARow >= MAX_UNEVALUATED_IN_A_ROW) {
      return Optional.of(refusedInARow > duplicatesInARow ? onlyRefused() : onlyDuplicates());
    }
    return Optional.empty();
  }

  /** Of those that came equally often, the first. */
  private String commonestError() {
    int most = Collections.max(errors.values());
    return errors.entrySet().stream()
        .filter(error -> error.getValue() == most)
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  private SearchEnd onlyRefused() {
    return new SearchEnd(
        Reason.ONLY_REFUSED,
        "The strategy's last proposals left nothing to evaluate: %s over a hard limit, %s duplicates. Maybe loosen the limits, or let a strategy of your own ask StrategyContext.trainable before it proposes."
            .formatted(refusedInARow, duplicatesInARow));
  }

  private SearchEnd onlyDuplicates() {
    return new SearchEnd(
        Reason.ONLY_DUPLICATES,
        "The strategy's last proposals left nothing to evaluate: %s duplicates, %s over a hard limit."
            .formatted(duplicatesInARow, refusedInARow));
  }
}
