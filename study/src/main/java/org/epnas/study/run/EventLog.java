package org.epnas.study.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Lines of a journal, in the order they were appended, wherever they lie. Thread-safe. */
interface EventLog extends Closeable {
  /** Everything that was safe when an earlier process ended. */
  List<JournalLine> recorded();

  /**
   * Adds a line.
   *
   * @param safe whether it must outlive a loss of power when this returns
   */
  void append(JournalLine line, boolean safe) throws IOException;
}
