package org.epnas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.JournalStore;
import org.epnas.study.run.StudyRow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Journals on a server; skipped where PostgreSQL is not installed. */
class PostgresqlStoreTest extends JournalStoreContract {
  private static final AtomicLong STUDIES = new AtomicLong(1L << 40);
  private static PostgresqlServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresqlServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Override
  JournalStore store() {
    return new PostgresqlStore(List.of(Duration.ofMillis(50), Duration.ofMillis(500)));
  }

  @Override
  JournalPlace newPlace() {
    long study = STUDIES.incrementAndGet();
    return new JournalPlace(
        StoreAddress.parse(server.address()), folder.resolve("run-" + study), study);
  }

  @Override
  Connection connect(JournalPlace place) throws SQLException {
    return DriverManager.getConnection(
        server.open().replace("postgresql://epnas@", "jdbc:postgresql://"),
        "epnas",
        place.address().password().orElseThrow());
  }

  @Test
  void aSecondProcessOnTheSameStudyIsToldWhoTheFirstIs() throws IOException {
    JournalPlace place = newPlace();
    try (EventLog log = store().open(place)) {
      log.append(Lines.begun(), true);

      assertThat(listed(place).state()).isEqualTo(StudyRow.State.RUNNING);
      assertThatThrownBy(() -> store().open(place))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("it is in use by")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    assertThat(listed(place).state()).isEqualTo(StudyRow.State.STALE);
  }

  @Test
  void manyStudiesGrowSideBySide() throws IOException {
    List<JournalPlace> places = new ArrayList<>();
    List<EventLog> logs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      places.add(newPlace());
      logs.add(store().open(places.get(i)));
    }
    for (int line = 0; line < 5; line++) {
      for (EventLog log : logs) {
        log.append(Lines.asked(line), true);
      }
    }
    for (EventLog log : logs) {
      log.close();
    }
    for (JournalPlace place : places) {
      try (EventLog log = store().open(place)) {
        assertThat(log.recorded()).hasSize(5);
      }
    }
  }

  /** As after a restart of the server or a lost network. */
  @Test
  void aLostConnectionIsMadeAgainAndNoLineIsLostOrDoubled() throws Exception {
    JournalPlace place = newPlace();
    try (EventLog log = store().open(place)) {
      for (int i = 0; i < 6; i++) {
        log.append(Lines.asked(i), true);
        cutOtherConnections(place);
      }
    }
    try (EventLog log = store().open(place)) {
      assertThat(log.recorded())
          .extracting(line -> ((JournalLine.Asked) line).hashes().getFirst())
          .containsExactly("hash-0", "hash-1", "hash-2", "hash-3", "hash-4", "hash-5");
    }
  }

  private void cutOtherConnections(JournalPlace place) throws SQLException {
    sql(
        place,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'epnas' AND pid <> pg_backend_pid()");
  }

  @Test
  void noMessageShowsThePassword() throws Exception {
    String wrong = server.address().replaceFirst(":([^:@]*)@", ":s3cret%40word@");
    JournalPlace place = new JournalPlace(StoreAddress.parse(wrong), folder, 7);

    assertThatThrownBy(() -> store().open(place))
        .isInstanceOf(IOException.class)
        .satisfies(problem -> {
          StringWriter trace = new StringWriter();
          problem.printStackTrace(new PrintWriter(trace));
          assertThat(trace.toString())
              .contains("password authentication failed")
              .doesNotContain("s3cret");
        });
    assertThat(place.toString()).doesNotContain("s3cret");
    assertThat(Map.of("place", place).toString()).doesNotContain("s3cret");
  }

  @Test
  void aParameterThatCouldLoadAClassIsRefused() {
    JournalPlace place =
        new JournalPlace(
            StoreAddress.parse(server.address() + "?socketFactory=Evil&sslmode=disable"),
            folder,
            7);

    assertThatThrownBy(() -> store().open(place))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("parameter (socketFactory) is none of (connectTimeout,");
  }
}
