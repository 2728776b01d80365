package org.epnas.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.JournalStore;
import org.epnas.study.run.StudyReader;

/**
 * Journals of many studies on one server, for many readers. The writer of a study holds an advisory
 * lock of its session: the server lets go of it however the process ends.
 */
public final class PostgresqlStore implements JournalStore {
  /** One to write with and one for what comes up beside it. */
  private static final int CONNECTIONS = 2;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Half a minute in all: a server that starts anew is there again by then. */
  private static final List<Duration> PAUSES =
      LongStream.of(1, 2, 4, 8, 15).mapToObj(Duration::ofSeconds).toList();

  /** The server takes a moment to notice that a process was killed. */
  private static final int LOCK_TRIES = 20;

  private static final Duration LOCK_PAUSE = Duration.ofMillis(100);

  private static final String HELD =
      """
      SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid = CAST(? AS oid) AND objid = CAST(? AS oid)
      """;

  private final List<Duration> pauses;

  /** As a service. */
  public PostgresqlStore() {
    this(PAUSES);
  }

  PostgresqlStore(List<Duration> pauses) {
    this.pauses = List.copyOf(pauses);
  }

  @Override
  public String scheme() {
    return "postgresql";
  }

  @Override
  public EventLog open(JournalPlace place) throws IOException {
    HikariDataSource server = server(place.address());
    try {
      Schema.prepare(server, "");
      return SqlEventLog.open(new Sessions(server, place.study(), pauses), place);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public StudyReader read(JournalPlace place) throws IOException {
    HikariDataSource server = server(place.address());
    try {
      Schema.require(server);
      Connection connection = server.getConnection();
      connection.setReadOnly(true);
      return new SqlStudyReader(connection, PostgresqlStore::held, server);
    } catch (SQLException e) {
      server.close();
      throw SqlFault.of(e);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static HikariDataSource server(StoreAddress address) throws IOException {
    HikariConfig config = new HikariConfig();
    config.setPoolName("epnas");
    config.setJdbcUrl(Jdbc.url(address));
    Jdbc.user(address).ifPresent(config::setUsername);
    Jdbc.password(address).ifPresent(config::setPassword);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(PATIENCE.toMillis());
    config.addDataSourceProperty("ApplicationName", "epnas");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    try {
      return new HikariDataSource(config);
    } catch (HikariPool.PoolInitializationException e) {
      throw e.getCause() instanceof SQLException problem
          ? SqlFault.of(problem)
          : new IOException(StoreAddress.masked(String.valueOf(e.getMessage())), e);
    }
  }

  private static boolean held(Connection connection, long study) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(HELD)) {
      select.setLong(1, study >>> 32);
      select.setLong(2, study & 0xffff_ffffL);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Connections of a process that may add to a study. */
  private record Sessions(HikariDataSource server, long study, List<Duration> pauses)
      implements SqlEventLog.Writers {
    @Override
    public Connection open() throws SQLException, IOException {
      Connection connection = server.getConnection();
      try {
        for (int attempt = 0; attempt < LOCK_TRIES; attempt++) {
          if (locked(connection)) {
            return connection;
          }
          LockSupport.parkNanos(LOCK_PAUSE.toNanos());
        }
        throw new SqlEventLog.InUse(owner(connection));
      } catch (SQLException | IOException | RuntimeException e) {
        connection.close();
        throw e;
      }
    }

    private boolean locked(Connection connection) throws SQLException {
      try (PreparedStatement select =
          connection.prepareStatement("SELECT pg_try_advisory_lock(?)")) {
        select.setLong(1, study);
        try (ResultSet rows = select.executeQuery()) {
          return rows.next() && rows.getBoolean(1);
        }
      }
    }

    private String owner(Connection connection) throws SQLException {
      try (PreparedStatement select =
          connection.prepareStatement("SELECT owner FROM study WHERE study = ?")) {
        select.setLong(1, study);
        try (ResultSet rows = select.executeQuery()) {
          return rows.next() ? rows.getString(1) : "another process";
        }
      }
    }

    /**
     * Always: a server may fall and come back while its writer goes on, and a line that it forgot
     * would be a gap.
     */
    @Override
    public String waiting(boolean forTheDisk) {
      return "SET synchronous_commit TO on";
    }

    /** Ends the sessions, and with them the lock. */
    @Override
    public void close() {
      server.close();
    }
  }
}
