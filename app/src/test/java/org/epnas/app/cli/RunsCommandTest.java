package org.epnas.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.json.Json;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.Journals;
import org.epnas.study.run.RunJournal;
import org.epnas.study.run.RunLock;
import org.epnas.study.run.StudyRow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lists of runs. */
class RunsCommandTest {
  private static final String TRIAL =
      "{\"schema\":2,\"id\":%s,\"kind\":\"INITIAL\",\"sharing\":null,\"share\":null,\"episode\":0,"
          + "\"parent\":null,\"epochs\":1,\"hash\":\"ab\",\"parameters\":60,\"flops\":800,"
          + "\"bytesMoved\":400,\"flopsPerByte\":2.0,\"uses\":{\"parameters\":60.0},\"feasible\":%s,"
          + "\"predictedReward\":null,\"reward\":0.5,\"seconds\":1.5,\"failure\":%s,"
          + "\"metrics\":%s,\"architecture\":{\"input\":{\"channels\":1,\"height\":4,\"width\":4},\"classes\":2,\"layers\":["
          + "{\"name\":\"pool\",\"operation\":{\"type\":\"global-pooling\"},\"inputs\":[\"input\"]},"
          + "{\"name\":\"classifier\",\"operation\":{\"type\":\"dense\",\"units\":2},\"inputs\":[\"pool\"]}],"
          + "\"encoding\":\"\"}}%n";

  private static final String TRIALS =
      TRIAL.formatted(0, true, "null", "{\"validationAccuracy\":0.75}")
          + TRIAL.formatted(1, false, "null", "{\"validationAccuracy\":0.875}")
          + TRIAL.formatted(
              2, true, "{\"reason\":\"DIVERGED\",\"message\":\"Loss is NaN in epoch 1\"}", "{}")
          + TRIAL.formatted(
              3, true, "{\"reason\":\"CANCELLED\",\"message\":\"The search ended\"}", "{}");

  @TempDir Path folder;

  /** A run whose journal holds what it ended with, if anything. */
  private Path run(String name, StoreAddress store, JournalLine... lines) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.writeString(run.resolve("run.json"), "{\"started\":\"2026-11-30T10:00:00Z\"}");
    Files.writeString(run.resolve("trials.jsonl"), TRIALS);
    try (RunJournal journal = Journals.open(new JournalPlace(store, run, 0))) {
      journal.write(new JournalLine.Begun(JournalLine.SCHEMA, "c0ffee"));
      for (JournalLine line : lines) {
        journal.write(line);
      }
    }
    return run;
  }

  private static JournalLine ended(SearchEnd.Reason reason) {
    return new JournalLine.Finished(reason.name(), 9);
  }

  @Test
  void everyStateIsTold() throws IOException {
    run("killed", StoreAddress.SQLITE);
    run("killed-file", StoreAddress.JOURNAL);
    run("stopped", StoreAddress.SQLITE, ended(SearchEnd.Reason.CANCELLED));
    run("broken", StoreAddress.JOURNAL, ended(SearchEnd.Reason.STORE_FAILED));
    run("whole", StoreAddress.SQLITE, ended(SearchEnd.Reason.BUDGET_SPENT));
    run(
        "longer",
        StoreAddress.SQLITE,
        ended(SearchEnd.Reason.BUDGET_SPENT),
        new JournalLine.Extended("trials=9", 9));
    Path running = run("working", StoreAddress.SQLITE);
    Files.createDirectories(folder.resolve("no-run"));

    CommandRun command;
    try (RunLock _ = RunLock.take(running.resolve("run.lock"))) {
      command = CommandRun.of("runs", "--store", folder.toString(), "--json");
    }

    assertThat(command.status()).as(command.err()).isZero();
    JsonNode rows = Json.PRETTY.readTree(command.out());
    assertThat(
            rows.valueStream()
                .map(row -> row.get("name").asString() + " " + row.get("state").asString()))
        .containsExactlyInAnyOrder(
            "killed STALE",
            "killed-file STALE",
            "stopped INTERRUPTED",
            "broken FAILED",
            "whole DONE",
            "longer STALE",
            "working RUNNING");
    JsonNode one = rows.get(0);
    assertThat(one.get("trials").asInt()).as("without the one that was cut off").isEqualTo(3);
    assertThat(one.get("failed").asInt()).isEqualTo(1);
    assertThat(one.get("bestAccuracy").asDouble()).as("within the limits").isEqualTo(0.75);
    assertThat(one.get("begun").asString()).isEqualTo("2026-11-30T10:00:00Z");
    assertThat(folder.resolve("killed/journal.db-wal")).as("looking leaves nothing").doesNotExist();
  }

  @Test
  void aRunThatCannotBeReadIsNamedAndTheOthersAreListed() throws IOException {
    run("good", StoreAddress.SQLITE, ended(SearchEnd.Reason.BUDGET_SPENT));
    Path bad = run("bad", StoreAddress.SQLITE);
    Files.writeString(bad.resolve("journal.db"), "no database at all".repeat(99));

    CommandRun command = CommandRun.of("runs", "--store", folder.toString());

    assertThat(command.status()).isEqualTo(EpnasCommand.FAILURE);
    assertThat(command.out()).contains("good", "done").doesNotContain("bad");
    assertThat(command.err())
        .contains("bad/journal.db) cannot be read: File opened that is not a database file");
  }

  @Test
  void aFolderThatIsNotThereIsOneLine() {
    CommandRun command = CommandRun.of("runs", "--store", folder.resolve("none").toString());

    assertThat(command.status()).isEqualTo(2);
    assertThat(command.err()).contains("cannot be read: there is no", "Maybe");
  }

  @Test
  void agesAreCountedFromNow() {
    Instant now = Instant.parse("2026-11-30T12:00:00Z");
    StudyRow row =
        new StudyRow(
            1,
            "clothes",
            "/runs/clothes",
            StudyRow.State.STALE,
            OptionalDouble.of(0.9047),
            26,
            2,
            "ann on box, process 7",
            now.minusSeconds(7320),
            // The clock of another machine is ahead.
            now.plusSeconds(3));

    assertThat(RunsCommand.table(List.of(row), now).lines())
        .containsExactly(
            "run      state    best  trials  failed      begun  last word",
            "clothes  stale  0.9047      26       2  2h02m ago   0.0s ago");
    assertThat(RunsCommand.table(List.of(), now)).isEqualTo("No runs." + System.lineSeparator());
  }

  @Test
  void failedTrialsAreShownWithTheirReasons() throws IOException {
    Path run = run("some", StoreAddress.JOURNAL);

    CommandRun command = CommandRun.of("show", run.toString(), "--failed");

    assertThat(command.status()).as(command.err()).isZero();
    assertThat(command.out().lines())
        .containsExactly(
            "2 of 4 trials without a result: 1 diverged, 1 cancelled.",
            "trial 2: diverged: Loss is NaN in epoch 1",
            "trial 3: cancelled: The search ended");
  }

  @Test
  void aJournalIsPrintedWhereverItLies() throws IOException {
    String expected =
        "{\"event\":\"begun\",\"schema\":1,\"data\":\"c0ffee\"}%n{\"event\":\"finished\",\"reason\":\"CANCELLED\",\"at\":9.0}%n"
            .formatted();
    for (StoreAddress store : List.of(StoreAddress.SQLITE, StoreAddress.JOURNAL)) {
      Path run = run("run-" + store.scheme(), store, ended(SearchEnd.Reason.CANCELLED));

      assertThat(CommandRun.of("show", run.toString(), "--journal").out()).isEqualTo(expected);
    }
  }
}
