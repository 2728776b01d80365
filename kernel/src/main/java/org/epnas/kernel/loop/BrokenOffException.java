package org.epnas.kernel.loop;

import org.epnas.kernel.constraint.OneLine;
import org.epnas.kernel.search.SearchEnd;
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

  SearchEnd end() {
    return new SearchEnd(reason, String.valueOf(getMessage()));
  }
}
