package org.epnas.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** How a log uses its connection. */
class SqlEventLogTest {
  @TempDir Path folder;

  @Test
  void commitsWaitForTheDiskOnlyWhereTheyMust() throws IOException {
    SQLiteDataSource database = new SQLiteDataSource();
    database.setUrl("jdbc:sqlite:" + folder.resolve("journal.db"));
    Schema.prepare(database, "");
    List<Boolean> said = new ArrayList<>();

    try (EventLog log =
        SqlEventLog.open(
            new Recording(database, said), new JournalPlace(StoreAddress.SQLITE, folder, 0))) {
      log.append(Lines.asked(0), true);
      log.append(Lines.ended(0), true);
      log.keep(Lines.trial(0, 0.5));
      log.append(Lines.asked(1), true);
      log.append(Lines.begun(), false);
      log.append(Lines.begun(), false);
    }

    // At first they wait; then for the trial not, for the question again, and for the last two not.
    assertThat(said).containsExactly(false, true, false);
  }

  private record Recording(SQLiteDataSource database, List<Boolean> said)
      implements SqlEventLog.Writers {
    @Override
    public Connection open() throws SQLException {
      return database.getConnection();
    }

    @Override
    public String waiting(boolean forTheDisk) {
      said.add(forTheDisk);
      return "PRAGMA synchronous";
    }

    @Override
    public List<Duration> pauses() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
