package org.epnas.kernel.loop;

import java.util.List;
import org.epnas.kernel.constraint.OneLine;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchJournal;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.TrialStore;

/** A part without which a search cannot go on has failed. Never leaves the loop. */
final class BrokenOffException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SearchEnd.Reason reason;

  private BrokenOffException(SearchEnd.Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /**
   * @param doing what the strategy was to do, for example {@code propose}
   */
  static BrokenOffException strategy(SearchStrategy strategy, String doing, Throwable cause) {
    return new BrokenOffException(
        SearchEnd.Reason.STRATEGY_FAILED,
        "Strategy (%s) failed to %s: %s"
            .formatted(strategy.getClass().getName(), doing, OneLine.withPlace(cause)),
        cause);
  }

  /** A proposal that the strategy must not make. */
  static BrokenOffException proposal(SearchStrategy strategy, Throwable cause) {
    return strategy(strategy, "make a proposal that can be admitted", cause);
  }

  static BrokenOffException store(TrialStore store, int trial, Throwable cause) {
    return new BrokenOffException(
        SearchEnd.Reason.STORE_FAILED,
        "Store (%s) could not keep trial (%s): %s"
            .formatted(store.getClass().getName(), trial, OneLine.withPlace(cause)),
        cause);
  }

  /** A trial cannot be kept for those who go on with the search. */
  static BrokenOffException journal(SearchJournal journal, Throwable cause) {
    return new BrokenOffException(
        SearchEnd.Reason.STORE_FAILED,
        "Journal (%s) could not be written: %s"
            .formatted(journal.getClass().getName(), OneLine.withPlace(cause)),
        cause);
  }

  /**
   * The search does not go as it was recorded.
   *
   * @param difference where
   * @param changes what differs between then and now
   */
  static BrokenOffException replay(String difference, List<String> changes) {
    String message =
        "%s %s"
            .formatted(
                difference,
                changes.isEmpty()
                    ? "Nothing else is known to have changed. Maybe a plug-in or a data set did."
                    : "Changed since: %s. Maybe go on where the run was begun."
                        .formatted(String.join("; ", changes)));
    return new BrokenOffException(
        SearchEnd.Reason.REPLAY_DIFFERS, message, new IllegalStateException(difference));
  }

  SearchEnd end() {
    return new SearchEnd(reason, String.valueOf(getMessage()));
  }
}
