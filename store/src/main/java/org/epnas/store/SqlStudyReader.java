package org.epnas.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.StudyReader;
import org.epnas.study.run.StudyRow;
import org.epnas.study.run.TrialLine;
import org.jspecify.annotations.Nullable;

/** Looks at studies through one connection, which changes nothing. */
final class SqlStudyReader implements StudyReader {
  private static final String STUDIES =
      """
      SELECT s.study, s.name, s.folder, s.owner, s.begun,
        (SELECT e.at FROM event e WHERE e.study = s.study ORDER BY e.number DESC LIMIT 1),
        (SELECT e.line FROM event e WHERE e.study = s.study AND e.kind IN ('resumed', 'extended', 'finished')
          ORDER BY e.number DESC LIMIT 1),
        (SELECT COUNT(*) FROM trial t WHERE t.study = s.study),
        (SELECT COUNT(*) FROM trial t WHERE t.study = s.study AND t.failure IS NOT NULL),
        (SELECT MAX(t.accuracy) FROM trial t WHERE t.study = s.study AND t.competes = 1)
      FROM study s ORDER BY s.begun, s.study
      """;

  private final Connection connection;
  private final Locks locks;
  private final AutoCloseable source;

  /** Knows which studies a process works on. */
  interface Locks {
    boolean held(Connection connection, long study) throws SQLException, IOException;
  }

  /**
   * @param source of the connection, closed after it
   */
  SqlStudyReader(Connection connection, Locks locks, AutoCloseable source) {
    this.connection = connection;
    this.locks = locks;
    this.source = source;
  }

  @Override
  public List<StudyRow> studies() throws IOException {
    List<StudyRow> studies = new ArrayList<>();
    try (Statement select = connection.createStatement();
        ResultSet rows = select.executeQuery(STUDIES)) {
      while (rows.next()) {
        studies.add(study(rows));
      }
      return studies;
    } catch (SQLException e) {
      throw SqlFault.of(e);
    }
  }

  private StudyRow study(ResultSet row) throws SQLException, IOException {
    long begun = row.getLong(5);
    long changed = row.getLong(6);
    boolean silent = row.wasNull();
    Optional<SearchEnd.Reason> end = end(row.getString(7));
    double accuracy = row.getDouble(10);
    OptionalDouble best = row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
    return new StudyRow(
        row.getLong(1),
        row.getString(2),
        row.getString(3),
        StudyRow.State.of(end, end.isEmpty() && locks.held(connection, row.getLong(1))),
        best,
        row.getInt(8),
        row.getInt(9),
        row.getString(4),
        Instant.ofEpochMilli(begun),
        Instant.ofEpochMilli(silent ? begun : changed));
  }

  private static Optional<SearchEnd.Reason> end(@Nullable String line) throws IOException {
    if (line == null) {
      return Optional.empty();
    }
    return SqlEventLog.line(line) instanceof JournalLine.Finished last
        ? Optional.of(SearchEnd.Reason.valueOf(last.reason()))
        : Optional.empty();
  }

  @Override
  public List<JournalLine> lines(long study) throws IOException {
    try {
      return SqlEventLog.lines(connection, study);
    } catch (SQLException e) {
      throw SqlFault.of(e);
    }
  }

  @Override
  public List<TrialLine> trials(long study) throws IOException {
    List<TrialLine> trials = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement("SELECT line FROM trial WHERE study = ? ORDER BY trial")) {
      select.setLong(1, study);
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          trials.add(TrialLine.read(rows.getString(1)));
        }
      }
      return trials;
    } catch (SQLException e) {
      throw SqlFault.of(e);
    }
  }

  @Override
  public void close() throws IOException {
    try (source) {
      connection.close();
    } catch (SQLException e) {
      throw SqlFault.of(e);
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
