package org.epnas.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimetableTest {
  private final List<String> lines = new ArrayList<>();
  private long nanos = 7;
  private final Timetable timetable = new Timetable(60_000, () -> nanos, lines::add);

  @Test
  void theRestTakesAsMuchLongerThanPlannedAsWhatIsDone() {
    timetable.say("begun");
    // Two turns of 10 s took 30 s: the other 40 s take 60 s.
    timetable.done(10_000);
    timetable.done(10_000);
    nanos += 30_000_000_000L;
    timetable.say("further");

    assertThat(lines).containsExactly("begun (1m00s left)", "further (1m00s left)");
  }

  @Test
  void nothingIsLeftAfterTheLastTurn() {
    nanos += 90_000_000_000L;
    timetable.done(60_000);
    timetable.say("finished");

    assertThat(lines).containsExactly("finished (0s left)");
  }
}
