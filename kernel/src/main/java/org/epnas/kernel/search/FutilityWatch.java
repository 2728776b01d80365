package org.epnas.kernel.search;

import java.util.Optional;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;

/** Notices a search that gets nowhere: it only fails by errors, or proposes nothing to evaluate. */
final class FutilityWatch {
  static final int MAX_ERRORS_IN_A_ROW = 10;
  static final int MAX_UNEVALUATED_IN_A_ROW = 1000;

  private int errorsInARow;
  private String firstError = "";
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
        && reason == Outcome.Reason.ERROR) {
      firstError = errorsInARow == 0 ? message : firstError;
      errorsInARow++;
    } else if (evaluated) {
      errorsInARow = 0;
    }
  }

  Optional<SearchEnd> verdict() {
    if (errorsInARow >= MAX_ERRORS_IN_A_ROW) {
      return Optional.of(
          new SearchEnd(
              Reason.TOO_MANY_ERRORS,
              "%d trials in a row failed by an error, the first: %s"
                  .formatted(errorsInARow, firstError)));
    }
    if (duplicatesInARow + refusedInARow >= MAX_UNEVALUATED_IN_A_ROW) {
      return Optional.of(
          new SearchEnd(
              Reason.ONLY_DUPLICATES,
              "The strategy's last proposals left nothing to evaluate: %d duplicates, %d refused."
                  .formatted(duplicatesInARow, refusedInARow)));
    }
    return Optional.empty();
  }
}
