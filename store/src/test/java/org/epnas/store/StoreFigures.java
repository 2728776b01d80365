package org.epnas.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.EventLog;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.JournalStore;
import org.epnas.study.run.StudyReader;
import org.epnas.study.run.StudyRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Figures of the stores, which docs/runs.md shows. Run only when it is named:
 *
 * <pre>
 * ./build -q -Dquick -pl store -am test -Dtest=StoreFigures -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class StoreFigures {
  private static final int TRIALS = 10_000;
  private static final int PROCESSES = 32;
  private static final int TRIALS_OF_PROCESS = 50;
  private static final int READERS = 8;

  @TempDir Path folder;

  /** A search with epochs: five lines and a trial of 3 kB each. */
  private static void append(EventLog log, int trials) throws IOException {
    log.append(Lines.begun(), true);
    for (int trial = 0; trial < trials; trial++) {
      log.append(Lines.asked(trial), true);
      log.append(new JournalLine.Started(trial, 0), false);
      log.append(new JournalLine.Epoch(trial, 1, 1, 0.5), false);
      log.append(Lines.ended(trial), true);
      log.keep(Lines.large(trial));
      log.append(new JournalLine.Told(trial, false), false);
    }
    log.append(Lines.finished("BUDGET_SPENT"), true);
  }

  @Test
  void tenThousandTrialsInSqlite() throws Exception {
    JournalPlace place = new JournalPlace(StoreAddress.SQLITE, folder, 0);
    tenThousandTrials(new SqliteStore(), place, () -> Files.size(folder.resolve("journal.db")));
  }

  @Test
  void tenThousandTrialsInPostgresql() throws Exception {
    try (PostgresqlServer server = PostgresqlServer.start()) {
      JournalPlace place = new JournalPlace(StoreAddress.parse(server.address()), folder, 1);
      tenThousandTrials(new PostgresqlStore(), place, () -> size(server, place));
    }
  }

  private interface Size {
    long bytes() throws Exception;
  }

  private static long size(PostgresqlServer server, JournalPlace place) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                server.open().replace("postgresql://epnas@", "jdbc:postgresql://"),
                "epnas",
                place.address().password().orElseThrow());
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT pg_total_relation_size('study') + pg_total_relation_size('event') + pg_total_relation_size('trial')")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void tenThousandTrials(JournalStore store, JournalPlace place, Size size)
      throws Exception {
    long begun = System.nanoTime();
    try (EventLog log = store.open(place)) {
      append(log, TRIALS);
    }
    long appended = System.nanoTime();
    StudyRow row;
    try (StudyReader reader = store.read(place)) {
      row = reader.studies().getFirst();
    }
    long listed = System.nanoTime();
    int lines;
    try (EventLog log = store.open(place)) {
      lines = log.recorded().size();
    }
    long resumed = System.nanoTime();
    assertThat(row.trials()).isEqualTo(TRIALS);
    assertThat(lines).isEqualTo(2 + 5 * TRIALS);
    System.out.printf(
        "%s: %d trials appended in %.1f s (%.2f ms each), listed in %.2f s, read to resume in %.2f s, %.1f MB%n",
        store.scheme(),
        TRIALS,
        seconds(begun, appended),
        1000 * seconds(begun, appended) / TRIALS,
        seconds(appended, listed),
        seconds(listed, resumed),
        size.bytes() / 1e6);
  }

  private static double seconds(long from, long to) {
    return (to - from) / 1e9;
  }

  @Test
  void manyProcessesOnOneServer() throws Exception {
    try (PostgresqlServer server = PostgresqlServer.start()) {
      long begun = System.nanoTime();
      List<Process> processes = new ArrayList<>();
      for (int i = 1; i <= PROCESSES; i++) {
        processes.add(process(server.address(), i));
      }
      int acknowledged = 0;
      for (int i = 0; i < PROCESSES; i++) {
        int status = processes.get(i).waitFor();
        String said = Files.readString(folder.resolve("out-" + (i + 1)), UTF_8);
        assertThat(status).as(said).isZero();
        acknowledged += Integer.parseInt(said.replaceFirst("(?s).*acknowledged (\\d+).*", "$1"));
      }
      JournalPlace all = JournalPlace.all(StoreAddress.parse(server.address()));
      int kept = 0;
      int lines = 0;
      try (StudyReader reader = new PostgresqlStore().read(all)) {
        for (StudyRow row : reader.studies()) {
          assertThat(row.state()).isEqualTo(StudyRow.State.DONE);
          kept += row.trials();
          lines += reader.lines(row.study()).size();
        }
      }
      assertThat(kept).isEqualTo(acknowledged).isEqualTo(PROCESSES * TRIALS_OF_PROCESS);
      assertThat(lines).isEqualTo(PROCESSES * (2 + 2 * TRIALS_OF_PROCESS));
      System.out.printf(
          "postgresql: %d processes, %d trials acknowledged, %d lost, in %.1f s with the start of the processes%n",
          PROCESSES, acknowledged, acknowledged - kept, seconds(begun, System.nanoTime()));
    }
  }

  private Process process(String address, int study) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            AppendingProcess.class.getName(),
            address,
            String.valueOf(study),
            String.valueOf(TRIALS_OF_PROCESS))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out-" + study).toFile())
        .start();
  }

  @Test
  void readersBesideAWriterInSqlite() throws Exception {
    JournalPlace place = new JournalPlace(StoreAddress.SQLITE, folder, 0);
    JournalStore store = new SqliteStore();
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger reads = new AtomicInteger();
    int trials = 1000;
    long alone = System.nanoTime();
    Path other = Files.createDirectory(folder.resolve("alone"));
    try (EventLog log = store.open(new JournalPlace(StoreAddress.SQLITE, other, 0))) {
      append(log, trials);
    }
    double aloneSeconds = seconds(alone, System.nanoTime());
    double besideSeconds;
    try (ExecutorService readers = Executors.newFixedThreadPool(READERS);
        EventLog log = store.open(place)) {
      List<Future<?>> running =
          Stream.generate(() -> readers.submit(() -> read(store, place, over, reads)))
              .limit(READERS)
              .<Future<?>>map(future -> future)
              .toList();
      long begun = System.nanoTime();
      append(log, trials);
      besideSeconds = seconds(begun, System.nanoTime());
      over.set(true);
      for (Future<?> one : running) {
        // A locked database would be an exception here.
        one.get();
      }
    }
    try (StudyReader reader = store.read(place)) {
      assertThat(reader.lines(0)).hasSize(2 + 5 * trials);
      System.out.printf(
          "sqlite: %d readers read the journal %d times beside a writer of %d trials: 0 locked, %d lost; the writer took %.1f s, alone %.1f s%n",
          READERS,
          reads.get(),
          trials,
          2 + 5 * trials - reader.lines(0).size(),
          besideSeconds,
          aloneSeconds);
    }
    assertThat(reads.get()).isGreaterThanOrEqualTo(READERS);
  }

  /** Ten times a second, as a person's screen or a dashboard would. */
  private static Void read(
      JournalStore store, JournalPlace place, AtomicBoolean over, AtomicInteger reads)
      throws Exception {
    do {
      try (StudyReader reader = store.read(place)) {
        reader.studies();
        reader.lines(0);
        reads.incrementAndGet();
      }
      Thread.sleep(Duration.ofMillis(100));
    } while (!over.get());
    return null;
  }
}
