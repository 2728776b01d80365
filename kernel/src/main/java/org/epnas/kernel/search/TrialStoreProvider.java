package org.epnas.kernel.search;

import java.nio.file.Path;

/**
 * Plug-in point: brings a place where trials are kept, under a name. Found by {@link
 * java.util.ServiceLoader}, so it has a public constructor without parameters, which does no work.
 * Thread-safe.
 */
public interface TrialStoreProvider {
  /** Lower-case letters, digits, dots and dashes. */
  String name();

  /** One line for people who choose a store. */
  String description();

  /**
   * An empty store for one search; closed at the search's end if it is {@link AutoCloseable}.
   *
   * @param run the folder of the run, which exists
   */
  TrialStore open(Path run);
}
