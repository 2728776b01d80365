package org.epnas.study.run;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * The journal of one run, opened by the only process that adds to it: its lines in the order they
 * were appended, wherever they lie. Thread-safe.
 */
public interface EventLog extends Closeable {
  /** Everything that was safe when an earlier process ended. */
  List<JournalLine> recorded();

  /**
   * Adds a line.
   *
   * @param safe whether it must outlive a loss of power when this returns
   * @throws IOException if it cannot be kept; the message holds no password
   */
  void append(JournalLine line, boolean safe) throws IOException;

  /**
   * Keeps a trial for those who read along, before the strategy is told of it. In a run folder
   * {@code trials.jsonl} does that, so a log there has nothing to do.
   *
   * @param trial of a number that may be there already, from an earlier process
   */
  default void keep(TrialLine trial) throws IOException {}
}
