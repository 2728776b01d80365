package org.epnas.study.run;

import java.io.IOException;

/**
 * Plug-in point: a kind of database that keeps journals. Found by {@link java.util.ServiceLoader},
 * so it has a public constructor without parameters, which does no work. Thread-safe.
 */
public interface JournalStore {
  /** What addresses of it begin with, for example {@code sqlite}. */
  String scheme();

  /**
   * Opens the journal of a run to add to it; one that is not there is made.
   *
   * @throws IOException if it cannot be opened or another process adds to it; the message says what
   *     to do and holds no password
   */
  EventLog open(JournalPlace place) throws IOException;

  /**
   * Opens what is there to look at it. Neither blocks nor changes what another process does.
   *
   * @param place whose study is of no account where many lie
   * @throws IOException if it cannot be opened
   */
  StudyReader read(JournalPlace place) throws IOException;
}
