package org.epnas.app.compare;

import java.util.Optional;
import java.util.SequencedMap;
import org.epnas.app.session.Interrupt;
import org.epnas.kernel.search.SearchListener;

/** How the searches of a comparison are run. Thread-safe: searches run in parallel. */
public interface Experiment {
  Measure measure();

  /**
   * Everything that decides what a search gives, strategy and seed aside: values by the name of
   * their flag.
   */
  SequencedMap<String, String> settings();

  /**
   * Runs one search in the calling thread.
   *
   * @param listener told of its events
   * @param interrupt ends it soon
   * @return empty where the user interrupted it
   */
  Optional<SearchOutcome> run(SearchKey key, SearchListener listener, Interrupt interrupt);
}
