package org.epnas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.trial.Outcome;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.JournalStore;
import org.epnas.study.run.StudyReader;
import org.epnas.study.run.StudyRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a database promises that keeps journals; one suite for all of them. */
abstract class JournalStoreContract {
  private static final int READERS = 8;

  @TempDir Path folder;

  abstract JournalStore store();

  /** Of a run that has no journal yet; another one at each call. */
  abstract JournalPlace newPlace();

  /** A connection of one's own to the database. */
  abstract Connection connect(JournalPlace place) throws SQLException;

  /** What the first migration left, for an upgrade. */
  private void downgradeToFirstSchema(JournalPlace place) throws SQLException {
    sql(place, "DROP TABLE trial", "DELETE FROM flyway_schema_history WHERE version = '2'");
  }

  void sql(JournalPlace place, String... statements) throws SQLException {
    try (Connection connection = connect(place);
        Statement statement = connection.createStatement()) {
      for (String one : statements) {
        statement.execute(one);
      }
    }
  }

  @Test
  void whatWasAppendedIsThereInOrder() throws IOException {
    JournalPlace place = newPlace();
    List<JournalLine> lines =
        List.of(Lines.begun(), Lines.asked(0), Lines.ended(0), Lines.finished("CANCELLED"));

    try (EventLog log = store().open(place)) {
      assertThat(log.recorded()).isEmpty();
      for (JournalLine line : lines) {
        log.append(line, line instanceof JournalLine.Asked);
      }
    }

    try (EventLog log = store().open(place)) {
      assertThat(log.recorded()).isEqualTo(lines);
      log.append(Lines.asked(1), true);
    }
    try (StudyReader reader = store().read(place)) {
      assertThat(reader.lines(place.study())).hasSize(5).startsWith(lines.getFirst());
    }
  }

  @Test
  void aReaderSeesEachLineAsSoonAsItIsSafe() throws IOException {
    JournalPlace place = newPlace();
    try (EventLog log = store().open(place);
        StudyReader reader = store().read(place)) {
      log.append(Lines.begun(), true);
      assertThat(reader.lines(place.study())).hasSize(1);
      log.append(Lines.asked(0), false);
      assertThat(reader.lines(place.study())).hasSize(2);
    }
  }

  @Test
  void aTrialIsKeptOnceHoweverOftenItIsTold() throws IOException {
    JournalPlace place = newPlace();
    try (EventLog log = store().open(place)) {
      log.append(Lines.begun(), true);
      log.keep(Lines.trial(1, 0.75));
      log.keep(Lines.trial(0, 0.5));
      log.keep(Lines.trial(1, 0.75));
    }
    try (StudyReader reader = store().read(place)) {
      assertThat(reader.trials(place.study()))
          .containsExactly(Lines.trial(0, 0.5), Lines.trial(1, 0.75));
    }
  }

  @Test
  void aStudyIsListedWithWhatItFound() throws IOException {
    JournalPlace place = newPlace();
    try (EventLog log = store().open(place)) {
      log.append(Lines.begun(), true);
      assertThat(listed(place).bestAccuracy()).as("no trial yet").isEmpty();
      assertThat(listed(place).trials()).isZero();
      log.keep(Lines.trial(0, 0.75));
      log.keep(Lines.overLimit(1, 0.875));
      log.keep(Lines.failed(2, Outcome.Reason.DIVERGED, "loss is NaN"));

      StudyRow row = listed(place);
      assertThat(row.trials()).isEqualTo(3);
      assertThat(row.failed()).isEqualTo(1);
      assertThat(row.bestAccuracy()).as("over the limit counts for nothing").hasValue(0.75);
      assertThat(row.folder()).isEqualTo(place.folder().toAbsolutePath().toString());
      assertThat(row.owner()).contains("process " + ProcessHandle.current().pid());
      assertThat(row.changed()).isAfterOrEqualTo(row.begun());
    }
  }

  /** The state that a list shows after the last line. */
  @Test
  void aStudyWithoutAnEndIsStaleWhereNobodyWorksOnIt() throws IOException {
    JournalPlace place = newPlace();
    append(place, Lines.begun());
    assertThat(listed(place).state()).isEqualTo(StudyRow.State.STALE);
    append(place, Lines.finished(SearchEnd.Reason.CANCELLED.name()));
    assertThat(listed(place).state()).isEqualTo(StudyRow.State.INTERRUPTED);
    append(place, new JournalLine.Extended("trials=9", 12));
    assertThat(listed(place).state()).isEqualTo(StudyRow.State.STALE);
    append(place, Lines.finished(SearchEnd.Reason.STRATEGY_FAILED.name()));
    assertThat(listed(place).state()).isEqualTo(StudyRow.State.FAILED);
    append(place, Lines.finished(SearchEnd.Reason.BUDGET_SPENT.name()));
    assertThat(listed(place).state()).isEqualTo(StudyRow.State.DONE);
  }

  @Test
  void anOlderSchemaIsBroughtUpToDateAndKeepsItsLines() throws Exception {
    JournalPlace place = newPlace();
    append(place, Lines.begun());
    downgradeToFirstSchema(place);
    assertThatThrownBy(() -> store().read(place).close())
        .hasMessage(
            "its schema (1) is older than this program's (2). Maybe resume a run of it once, which brings it up to date");

    try (EventLog log = store().open(place)) {
      assertThat(log.recorded()).containsExactly(Lines.begun());
      log.keep(Lines.trial(0, 0.5));
    }
    assertThat(listed(place).trials()).isEqualTo(1);
  }

  @Test
  void aNewerSchemaIsRefusedWithAdvice() throws Exception {
    JournalPlace place = newPlace();
    append(place, Lines.begun());
    sql(
        place,
        "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)"
            + " VALUES (99, '3', 'later', 'SQL', 'V3__later.sql', 'somebody', 0, TRUE)");

    try {
      assertThatThrownBy(() -> store().open(place))
          .isInstanceOf(IOException.class)
          .hasMessage("its schema (3) is newer than this program's (2). Maybe use a newer EPNAS");
      assertThatThrownBy(() -> store().read(place)).hasMessageContaining("Maybe use a newer EPNAS");
    } finally {
      sql(place, "DELETE FROM flyway_schema_history WHERE installed_rank = 99");
    }
  }

  @Test
  void aLineOfASecondWriterIsNoticedAndNotMixedIn() throws Exception {
    JournalPlace place = newPlace();
    try (EventLog log = store().open(place)) {
      log.append(Lines.begun(), true);
      sql(
          place,
          "INSERT INTO event (study, number, kind, at, line) VALUES (%s, 1, 'asked', 0, '{}')"
              .formatted(place.study()));

      assertThatThrownBy(() -> log.append(Lines.asked(0), true))
          .isInstanceOf(IOException.class)
          .hasMessage("another process has added event (1)");
    }
  }

  @Test
  void aMissingLineIsNoticed() throws Exception {
    JournalPlace place = newPlace();
    append(place, Lines.begun());
    append(place, Lines.asked(0));
    append(place, Lines.ended(0));
    sql(place, "DELETE FROM event WHERE study = %s AND number = 1".formatted(place.study()));

    assertThatThrownBy(() -> store().open(place))
        .isInstanceOf(IOException.class)
        .hasMessage("event (1) is missing, (2) is there");
  }

  /** None waits for another, none sees half of anything, and nothing is lost. */
  @Test
  void eightReadersBesideAWriterSeeEveryLineAndBlockNobody() throws Exception {
    JournalPlace place = newPlace();
    int lines = 60;
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS);
        EventLog log = store().open(place)) {
      log.append(Lines.begun(), true);
      List<Future<Integer>> seen = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        seen.add(readers.submit(reading(place, over)));
      }
      try {
        for (int i = 0; i < lines; i++) {
          log.append(Lines.asked(i), true);
          log.keep(Lines.trial(i, 0.5));
        }
      } finally {
        over.set(true);
      }
      for (Future<Integer> one : seen) {
        assertThat(one.get()).as("lines at last").isEqualTo(1 + lines);
      }
    }
    assertThat(listed(place).trials()).isEqualTo(lines);
  }

  private Callable<Integer> reading(JournalPlace place, AtomicBoolean over) {
    return () -> {
      int last = 0;
      for (boolean lastTime = false; ; lastTime = over.get()) {
        try (StudyReader reader = store().read(place)) {
          int now = reader.lines(place.study()).size();
          assertThat(now).isGreaterThanOrEqualTo(last);
          assertThat(reader.studies()).isNotEmpty();
          last = now;
        }
        if (lastTime) {
          return last;
        }
      }
    };
  }

  void append(JournalPlace place, JournalLine line) throws IOException {
    try (EventLog log = store().open(place)) {
      log.append(line, true);
    }
  }

  StudyRow listed(JournalPlace place) throws IOException {
    try (StudyReader reader = store().read(place)) {
      return reader.studies().stream()
          .filter(row -> row.folder().equals(place.folder().toAbsolutePath().toString()))
          .findFirst()
          .orElseThrow();
    }
  }
}
