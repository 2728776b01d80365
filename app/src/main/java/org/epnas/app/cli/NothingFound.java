package org.epnas.app.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.trial.CommonestFailure;

/** Says why a search found no network, and what would help in that very case. */
final class NothingFound {
  private static final String LOOSEN = " Maybe loosen the limits, or give a larger --budget.";
  private static final String LONGER = " Maybe give a larger --budget.";

  private NothingFound() {}

  /**
   * @param limits of the search, as they were given
   */
  static String text(SearchResult result, List<String> limits) {
    SearchResult.Counts counts = result.counts();
    Optional<CommonestFailure> failure = CommonestFailure.of(result.trials());
    if (counts.completed() > 0) {
      return "No trial was within the limits %s: %s were completed.%s"
          .formatted(limits, counts.completed(), advice(result, LOOSEN));
    }
    if (failure.isPresent()) {
      return "No trial was completed: " + of(failure.get());
    }
    if (counts.refused() > counts.cancelled()) {
      return "No trial was within the limits %s: %s were over a hard one and refused before training.%s"
          .formatted(limits, counts.refused(), advice(result, LOOSEN));
    }
    return counts.cancelled() > 0 || endedFromOutside(result)
        ? "No trial was completed before the search ended." + advice(result, LONGER)
        : "No network within the limits %s was proposed.%s"
            .formatted(limits, advice(result, LOOSEN));
  }

  private static boolean endedFromOutside(SearchResult result) {
    return switch (result.end().reason()) {
      case BUDGET_SPENT,
          CANCELLED,
          STRATEGY_FAILED,
          STORE_FAILED,
          REPLAY_DIFFERS,
          EVALUATOR_LOST,
          TOO_MANY_ERRORS ->
          true;
      case STRATEGY_FINISHED, ONLY_DUPLICATES, ONLY_REFUSED -> false;
    };
  }

  /** For example {@code 4 of 4 failures out of memory, the first: ...}. */
  static String of(CommonestFailure failure) {
    return "%s of %s failed trials %s: %s"
        .formatted(failure.count(), failure.failures(), word(failure), failure.message());
  }

  private static String word(CommonestFailure failure) {
    return switch (failure.reason()) {
      case DIVERGED -> "diverged";
      case TIMED_OUT -> "ran out of their --trial-time";
      case OUT_OF_MEMORY -> "ran out of memory";
      case PLUGIN_FAILED -> "could not be measured";
      case DEVICE_FAILED -> "met an error of the device";
      case STORAGE_FAILED -> "could not read or write a file";
      case HUNG -> "gave no sign of life";
      case LOST -> "were lost with their worker or device";
      case ERROR -> "met an error";
      case OVER_LIMIT, CANCELLED -> failure.reason().toString().toLowerCase(Locale.ROOT);
    };
  }

  /** Nothing helps against an interrupt or a plug-in that broke the search off. */
  private static String advice(SearchResult result, String advice) {
    SearchEnd.Reason end = result.end().reason();
    return end.broken() || end == SearchEnd.Reason.CANCELLED ? "" : advice;
  }
}
