package org.epnas.study.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Looks at the studies of a {@link JournalStore}. Confined to one thread. */
public interface StudyReader extends Closeable {
  /** All studies that lie there, the latest last. */
  List<StudyRow> studies() throws IOException;

  /**
   * The lines of a study's journal, in order.
   *
   * @param study number of it, see {@link JournalPlace}
   * @throws IOException if they cannot be read, or the database is damaged
   */
  List<JournalLine> lines(long study) throws IOException;

  /** The trials of a study that were told to its strategy, by number. */
  List<TrialLine> trials(long study) throws IOException;
}
