package org.epnas.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.epnas.kernel.file.OwnerOnly;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.JournalStore;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunLock;
import org.epnas.study.run.StudyReader;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * The journal as a database file of the run folder, in write-ahead mode: readers see the last
 * commit and wait for nobody. Its only writer is whoever holds the lock of the run.
 */
public final class SqliteStore implements JournalStore {
  /** Rows lie in the order of their key, which saves a second tree. */
  private static final String CLUSTERED = "WITHOUT ROWID";

  private static final int BUSY_MILLIS = 5000;

  @Override
  public String scheme() {
    return "sqlite";
  }

  @Override
  public EventLog open(JournalPlace place) throws IOException {
    Path file = file(place);
    boolean there = Files.exists(file) && Files.size(file) > 0;
    if (!Files.exists(file)) {
      OwnerOnly.createFile(file);
    }
    SQLiteDataSource database = database(file, false);
    try {
      requireWriteAhead(database);
      if (there) {
        requireSound(database);
      }
      Schema.prepare(database, CLUSTERED);
      return SqlEventLog.open(new Only(database), place);
    } catch (LinkageError e) {
      throw new IOException("its library cannot be loaded on this machine: %s".formatted(e), e);
    }
  }

  /** SQLite goes on without a word where a file system has no memory to share, as on a network. */
  private static void requireWriteAhead(SQLiteDataSource database) throws IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
      if (!mode.next() || !mode.getString(1).equals("wal")) {
        throw new IOException("its file system has no write-ahead log, so readers would stop it");
      }
    } catch (SQLException e) {
      throw SqlFault.of(e);
    }
  }

  @Override
  public StudyReader read(JournalPlace place) throws IOException {
    SQLiteDataSource database = database(file(place), !tidies(place));
    requireSound(database);
    Schema.require(database);
    Path lock = new RunFolder(place.folder()).lock();
    try {
      Connection connection = database.getConnection();
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA query_only = ON");
      }
      return new SqlStudyReader(connection, (_, _) -> RunLock.held(lock), () -> {});
    } catch (SQLException e) {
      throw SqlFault.of(e);
    }
  }

  /**
   * Whether the last to leave may take the files of the write-ahead log along, which a read-only
   * connection makes and leaves.
   */
  private static boolean tidies(JournalPlace place) {
    return Files.isWritable(place.folder()) && Files.isWritable(file(place));
  }

  private static Path file(JournalPlace place) {
    return new RunFolder(place.folder()).database();
  }

  private static SQLiteDataSource database(Path file, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.enforceForeignKeys(true);
    config.setReadOnly(readOnly);
    SQLiteDataSource database = new SQLiteDataSource(config);
    database.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
    return database;
  }

  /** Every page is looked at: a damaged one may hold a trial that is asked for hours later. */
  private static void requireSound(SQLiteDataSource database) throws IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("PRAGMA integrity_check(1)")) {
      if (!found.next() || !found.getString(1).equals("ok")) {
        throw new IOException("it is damaged: %s".formatted(found.getString(1)));
      }
    } catch (SQLException e) {
      throw SqlFault.of(e);
    }
  }

  /** The file has one writer, and a connection to it is not lost. */
  private record Only(SQLiteDataSource database) implements SqlEventLog.Writers {
    @Override
    public Connection open() throws SQLException {
      return database.getConnection();
    }

    @Override
    public String waiting(boolean forTheDisk) {
      return forTheDisk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL";
    }

    @Override
    public List<Duration> pauses() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
