package org.epnas.store;

import java.io.IOException;
import java.sql.SQLException;
import org.epnas.study.config.StoreAddress;

/** What a database says that it cannot do, as people read it: one line without a password. */
final class SqlFault {
  /** PostgreSQL's word for it. */
  private static final String DISK_FULL = "53100";

  private static final String UNIQUE = "23505";

  /** Result code of SQLite, without its details. */
  private static final int SQLITE_FULL = 13;

  private static final int SQLITE_CONSTRAINT = 19;

  private SqlFault() {}

  static IOException of(SQLException problem) {
    return new IOException(reason(problem), problem);
  }

  private static String reason(SQLException problem) {
    if (DISK_FULL.equals(problem.getSQLState()) || (problem.getErrorCode() & 0xff) == SQLITE_FULL) {
      return "No space left on its device";
    }
    String message = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
    return StoreAddress.masked(message.replaceFirst("^\\[[A-Z_]+\\] ", ""))
        .replaceFirst("[.]$", "");
  }

  /** Whether a row of that key is there already. */
  static boolean duplicate(SQLException problem) {
    return UNIQUE.equals(problem.getSQLState())
        || (problem.getErrorCode() & 0xff) == SQLITE_CONSTRAINT;
  }

  /** Whether the server, or the way to it, is gone: it may come back. */
  static boolean connectionLost(SQLException problem) {
    String state = String.valueOf(problem.getSQLState());
    return state.startsWith("08") || state.startsWith("57P");
  }
}
