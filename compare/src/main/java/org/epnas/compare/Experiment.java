package org.epnas.compare;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.kernel.search.SearchListener;
import org.epnas.study.session.Cancellation;

/** How the searches of a comparison are run. Thread-safe: searches run in parallel. */
public interface Experiment {
  Measure measure();

  /** Moments before the end at which its searches are judged too, in order of time. */
  default List<String> marks() {
    return List.of();
  }

  /**
   * Everything that decides what a search gives, strategy and seed aside: values by the name of
   * their flag.
   */
  SequencedMap<String, String> settings();

  /**
   * Runs one search in the calling thread.
   *
   * @param listener told of its events
   * @param cancellation ends it soon
   * @return empty where it was cancelled
   */
  Optional<SearchOutcome> run(SearchKey key, SearchListener listener, Cancellation cancellation);
}
