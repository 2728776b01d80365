package org.epnas.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.epnas.kernel.trial.Metric;
import org.epnas.study.json.Json;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.RunLock;
import org.epnas.study.run.TrialLine;
import org.epnas.training.json.StrictJson;
import tools.jackson.core.JacksonException;

/**
 * The journal of one study in a database: a row for each line, numbered. The number is part of the
 * key, so that a second writer, or a line that is sent again, is noticed and never mixed in.
 */
final class SqlEventLog implements EventLog {
  private final Writers writers;
  private final JournalPlace place;
  private final List<JournalLine> recorded;
  private Connection connection;
  private long next;
  private boolean waits = true;

  /** Opens connections that may add to a study, which no two have at a time. */
  interface Writers extends AutoCloseable {
    /**
     * @throws InUse if another process adds to it
     */
    Connection open() throws SQLException, IOException;

    /** Statement that says whether commits wait for the disk from now on. */
    String waiting(boolean forTheDisk);

    /** How long after each failure a lost connection is tried again; empty for not at all. */
    List<Duration> pauses();

    @Override
    void close();
  }

  /** Another process adds to the study, or the server has not yet noticed that one is gone. */
  static final class InUse extends IOException {
    private static final long serialVersionUID = 1;

    InUse(String owner) {
      super("it is in use by %s".formatted(owner));
    }
  }

  /** A change of the database, which can be made again. */
  private interface Change {
    void in(Connection connection) throws SQLException, IOException;
  }

  private SqlEventLog(
      Writers writers, JournalPlace place, Connection connection, List<JournalLine> recorded) {
    this.writers = writers;
    this.place = place;
    this.connection = connection;
    this.recorded = List.copyOf(recorded);
    next = recorded.size();
  }

  /**
   * @param writers closed with the log, or if it cannot be opened
   */
  static SqlEventLog open(Writers writers, JournalPlace place) throws IOException {
    try {
      Connection connection = writers.open();
      register(connection, place);
      return new SqlEventLog(writers, place, connection, lines(connection, place.study()));
    } catch (SQLException e) {
      writers.close();
      throw SqlFault.of(e);
    } catch (IOException | RuntimeException e) {
      writers.close();
      throw e;
    }
  }

  /** A study is told apart by its number; the rest is for people. */
  private static void register(Connection connection, JournalPlace place) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO study (study, name, folder, owner, begun) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (study) DO UPDATE SET name = excluded.name, folder = excluded.folder, owner = excluded.owner")) {
      insert.setLong(1, place.study());
      insert.setString(
          2, String.valueOf(place.folder().toAbsolutePath().normalize().getFileName()));
      insert.setString(3, place.folder().toAbsolutePath().normalize().toString());
      insert.setString(4, RunLock.self());
      insert.setLong(5, Instant.now().toEpochMilli());
      insert.executeUpdate();
    }
  }

  /** The journal of a study, whose numbers have no gap. */
  static List<JournalLine> lines(Connection connection, long study)
      throws SQLException, IOException {
    List<JournalLine> lines = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT number, line FROM event WHERE study = ? ORDER BY number")) {
      select.setLong(1, study);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          if (rows.getLong(1) != lines.size()) {
            throw new IOException(
                "event (%s) is missing, (%s) is there".formatted(lines.size(), rows.getLong(1)));
          }
          lines.add(line(rows.getString(2)));
        }
      }
    }
    return lines;
  }

  /**
   * @throws IOException if it is malformed; the message holds its beginning
   */
  static JournalLine line(String text) throws IOException {
    try {
      return Json.LINE.readValue(text, JournalLine.class);
    } catch (JacksonException e) {
      throw new IOException(
          "event (%s) is malformed: %s"
              .formatted(text.substring(0, Math.min(60, text.length())), StrictJson.explain(e)),
          e);
    }
  }

  @Override
  public List<JournalLine> recorded() {
    return recorded;
  }

  @Override
  public synchronized void append(JournalLine line, boolean safe) throws IOException {
    String text = Json.LINE.writeValueAsString(line);
    change(safe, at -> insert(at, line, text));
    next++;
  }

  private void insert(Connection at, JournalLine line, String text)
      throws SQLException, IOException {
    try (PreparedStatement insert =
        at.prepareStatement(
            "INSERT INTO event (study, number, kind, at, line) VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, place.study());
      insert.setLong(2, next);
      insert.setString(3, line.getClass().getSimpleName().toLowerCase(Locale.ROOT));
      insert.setLong(4, Instant.now().toEpochMilli());
      insert.setString(5, text);
      insert.executeUpdate();
    } catch (SQLException e) {
      if (!SqlFault.duplicate(e)) {
        throw e;
      }
      requireSame(at, text, e);
    }
  }

  /** After a lost connection nobody knows whether the last line arrived. */
  private void requireSame(Connection at, String text, SQLException problem)
      throws SQLException, IOException {
    try (PreparedStatement select =
        at.prepareStatement("SELECT line FROM event WHERE study = ? AND number = ?")) {
      select.setLong(1, place.study());
      select.setLong(2, next);
      try (ResultSet rows = select.executeQuery()) {
        if (!rows.next() || !rows.getString(1).equals(text)) {
          throw new IOException("another process has added event (%s)".formatted(next), problem);
        }
      }
    }
  }

  @Override
  public synchronized void keep(TrialLine trial) throws IOException {
    String text = Json.LINE.writeValueAsString(trial);
    change(false, at -> keep(at, trial, text));
  }

  private void keep(Connection at, TrialLine trial, String text) throws SQLException {
    try (PreparedStatement insert =
        at.prepareStatement(
            "INSERT INTO trial (study, trial, accuracy, competes, failure, line) VALUES (?, ?, ?, ?, ?, ?)"
                + " ON CONFLICT (study, trial) DO NOTHING")) {
      Double accuracy = trial.metrics().get(Metric.VALIDATION_ACCURACY);
      insert.setLong(1, place.study());
      insert.setInt(2, trial.id());
      insert.setObject(3, accuracy, Types.DOUBLE);
      insert.setInt(4, trial.competes() ? 1 : 0);
      insert.setString(5, trial.failure().map(failed -> failed.reason().name()).orElse(null));
      insert.setString(6, text);
      insert.executeUpdate();
    }
  }

  private void change(boolean safe, Change change) throws IOException {
    try {
      tried(safe, change);
    } catch (SQLException e) {
      if (!SqlFault.connectionLost(e)) {
        throw SqlFault.of(e);
      }
      changeAgain(safe, change, e);
    }
  }

  private void tried(boolean safe, Change change) throws SQLException, IOException {
    if (waits != safe) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(writers.waiting(safe));
      }
      waits = safe;
    }
    change.in(connection);
  }

  /** The server may be starting anew, or still take the old connection for alive. */
  private void changeAgain(boolean safe, Change change, SQLException first) throws IOException {
    IOException last = SqlFault.of(first);
    for (Duration pause : writers.pauses()) {
      LockSupport.parkNanos(pause.toNanos());
      try {
        reconnect();
        tried(safe, change);
        return;
      } catch (SQLException e) {
        last = SqlFault.of(e);
      } catch (InUse e) {
        last = e;
      }
    }
    throw last;
  }

  private void reconnect() throws SQLException, IOException {
    closeQuietly();
    connection = writers.open();
    waits = true;
  }

  private void closeQuietly() {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // It is of no use any more.
    }
  }

  @Override
  public synchronized void close() {
    closeQuietly();
    writers.close();
  }
}
