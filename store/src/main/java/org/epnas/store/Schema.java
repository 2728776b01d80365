package org.epnas.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables, and what makes those of an older version into today's. */
final class Schema {
  /** What this program works with: the number of the last migration. */
  static final int VERSION = 2;

  /** Held here, since the JDK forgets the level of a logger that nobody holds. */
  private static final Logger FLYWAY = Logger.getLogger("org.flywaydb");

  private static final String HISTORY = "flyway_schema_history";

  private Schema() {}

  /**
   * Makes the tables, or brings them up to date. Where they are, Flyway is not even loaded.
   *
   * @param clustered what a table is followed by whose rows lie in the order of their key
   * @throws IOException if they are of a newer version, or cannot be made
   */
  static void prepare(DataSource database, String clustered) throws IOException {
    int found = version(database);
    if (found == VERSION) {
      return;
    }
    requireNotNewer(found);
    quieten();
    try {
      Flyway.configure(Schema.class.getClassLoader())
          .dataSource(database)
          .locations("classpath:org/epnas/store/migration")
          .placeholders(Map.of("clustered", clustered))
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new IOException(
          "its tables cannot be brought to version (%s): %s"
              .formatted(
                  VERSION, String.valueOf(e.getMessage()).strip().lines().findFirst().orElse("")),
          e);
    }
  }

  /** A search prints its own progress; that tables were made is no news. */
  private static void quieten() {
    if (FLYWAY.getLevel() == null) {
      FLYWAY.setLevel(Level.WARNING);
    }
  }

  /**
   * Checks that what is there can be read, and changes nothing.
   *
   * @throws IOException if it cannot
   */
  static void require(DataSource database) throws IOException {
    int found = version(database);
    requireNotNewer(found);
    if (found == 0) {
      throw new IOException("it has no tables yet");
    }
    if (found < VERSION) {
      throw new IOException(
          "its schema (%s) is older than this program's (%s). Maybe resume a run of it once, which brings it up to date"
              .formatted(found, VERSION));
    }
  }

  private static void requireNotNewer(int found) throws IOException {
    if (found > VERSION) {
      throw new IOException(
          "its schema (%s) is newer than this program's (%s). Maybe use a newer EPNAS"
              .formatted(found, VERSION));
    }
  }

  /** Of the last migration; 0 where there was none. */
  static int version(DataSource database) throws IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      if (!hasHistory(connection)) {
        return 0;
      }
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT MAX(CAST(version AS INTEGER)) FROM %s WHERE version IS NOT NULL"
                  .formatted(HISTORY))) {
        return rows.next() ? rows.getInt(1) : 0;
      }
    } catch (SQLException e) {
      throw SqlFault.of(e);
    }
  }

  /** In the schema where names without one are looked up. */
  private static boolean hasHistory(Connection connection) throws SQLException {
    try (ResultSet tables =
        connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
      return tables.next();
    }
  }
}
