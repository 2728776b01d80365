package org.epnas.compare;

import org.epnas.kernel.search.SearchListener;

/** Follows the searches of a comparison. Thread-safe: searches report from their own threads. */
public interface ComparisonListener {
  /**
   * A search begins.
   *
   * @return what follows it
   */
  SearchListener search(String name);

  /** A search is on disk. */
  void finished(String name);
}
