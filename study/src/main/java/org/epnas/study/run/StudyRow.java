package org.epnas.study.run;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.kernel.search.SearchEnd;

/**
 * How a study stands, in one line.
 *
 * @param study number of it, see {@link JournalPlace}; 0 where its journal is a file
 * @param name of its run folder
 * @param folder as its process named it, which may be on another machine
 * @param state what it is doing
 * @param bestAccuracy validation accuracy of the best trial within the limits, in [0, 1]
 * @param trials trained, failed or refused
 * @param failed trials without metrics, refused ones included
 * @param owner who works on it, or did last
 * @param begun when it began
 * @param changed when the last thing was recorded
 */
public record StudyRow(
    long study,
    String name,
    String folder,
    State state,
    OptionalDouble bestAccuracy,
    int trials,
    int failed,
    String owner,
    Instant begun,
    Instant changed) {
  /** What a study is doing. */
  public enum State {
    /** A process works on it. */
    RUNNING,
    /** Its process is gone and did not say why: killed, or the machine went down. */
    STALE,
    /** A person ended it. */
    INTERRUPTED,
    /** A part of the search broke it off. */
    FAILED,
    /** It came to its end. */
    DONE;

    /**
     * @param end what its process said at last
     * @param held whether a process holds its lock
     */
    public static State of(Optional<SearchEnd.Reason> end, boolean held) {
      return end.map(State::ended).orElse(held ? RUNNING : STALE);
    }

    private static State ended(SearchEnd.Reason reason) {
      if (reason == SearchEnd.Reason.CANCELLED) {
        return INTERRUPTED;
      }
      return reason.broken() || reason == SearchEnd.Reason.TOO_MANY_ERRORS ? FAILED : DONE;
    }
  }
}
