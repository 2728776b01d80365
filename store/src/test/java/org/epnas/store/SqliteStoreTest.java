package org.epnas.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.JournalStore;
import org.epnas.study.run.RunLock;
import org.epnas.study.run.StudyRow;
import org.junit.jupiter.api.Test;

/** The journal as a file of the run folder. */
class SqliteStoreTest extends JournalStoreContract {
  private int runs;

  @Override
  JournalStore store() {
    return new SqliteStore();
  }

  @Override
  JournalPlace newPlace() {
    try {
      return new JournalPlace(
          StoreAddress.SQLITE, Files.createDirectory(folder.resolve("run-" + runs++)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  Connection connect(JournalPlace place) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file(place));
  }

  private static Path file(JournalPlace place) {
    return place.folder().resolve("journal.db");
  }

  @Test
  void theWriterHasAWriteAheadLogThatIsForced() throws Exception {
    JournalPlace place = newPlace();
    append(place, Lines.begun());
    try (Connection connection = connect(place);
        Statement statement = connection.createStatement();
        ResultSet mode = statement.executeQuery("PRAGMA journal_mode")) {
      assertThat(mode.getString(1)).isEqualTo("wal");
    }
  }

  @Test
  void everyFileIsForItsOwnerOnly() throws IOException {
    JournalPlace place = newPlace();
    try (EventLog log = store().open(place)) {
      log.append(Lines.begun(), true);
      for (String name : new String[] {"journal.db", "journal.db-wal", "journal.db-shm"}) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(place.folder().resolve(name))))
            .as(name)
            .isEqualTo("rw-------");
      }
    }
    assertThat(place.folder().resolve("journal.db-wal")).as("closed").doesNotExist();
  }

  @Test
  void aStudyRunsAsLongAsItsRunIsLocked() throws IOException {
    JournalPlace place = newPlace();
    append(place, Lines.begun());
    try (RunLock _ = RunLock.take(place.folder().resolve("run.lock"))) {
      assertThat(listed(place).state()).isEqualTo(StudyRow.State.RUNNING);
    }
    assertThat(listed(place).state()).isEqualTo(StudyRow.State.STALE);
  }

  @Test
  void aDamagedPageIsNoticed() throws IOException {
    JournalPlace place = newPlace();
    try (EventLog log = store().open(place)) {
      for (int i = 0; i < 200; i++) {
        log.append(Lines.asked(i), false);
      }
    }
    try (RandomAccessFile file = new RandomAccessFile(file(place).toFile(), "rw")) {
      // Past the tables' own descriptions, in the middle of the lines.
      file.seek(file.length() / 2);
      file.write(new byte[4096]);
    }

    assertThatThrownBy(() -> store().open(place))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(() -> store().read(place)).hasMessageContaining("damaged");
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws IOException {
    JournalPlace place = newPlace();
    Files.writeString(file(place), "{\"event\":\"begun\"}\n".repeat(400));

    assertThatThrownBy(() -> store().open(place))
        .isInstanceOf(IOException.class)
        .hasMessage("File opened that is not a database file (file is not a database)");
  }
}
