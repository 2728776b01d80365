package org.epnas.app.session;

import java.time.Duration;
import java.util.Optional;
import org.epnas.kernel.search.SearchListener;

/** A search whose configuration was found to be right. */
public interface PreparedSearch {
  /** Limit of its real time, where there is one. */
  Optional<Duration> timeBudget();

  /**
   * Searches and leaves a complete run folder, whatever ends the search.
   *
   * @param listener told of every event, after the trial is on disk
   */
  SearchReport run(SearchListener listener);
}
