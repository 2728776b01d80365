package org.epnas.kernel.search;

import java.util.List;
import org.epnas.kernel.trial.Trial;

/**
 * Plug-in point: keeps the trials of one search. A trial is stored before the strategy and the
 * listeners hear of it. Appended to by one thread, read by any.
 */
public interface TrialStore {
  /**
   * Adds a finished trial; it is safe when this returns. An error here ends the search.
   *
   * @param trial of an id that is not stored yet; ids come in order except in fast mode
   */
  void append(Trial trial);

  /**
   * Everything stored so far, in the order it was appended; later trials do not change the list.
   */
  List<Trial> trials();

  /** A store that lasts as long as the process. */
  static TrialStore inMemory() {
    return new InMemoryTrialStore();
  }
}
