package org.epnas.study.session;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.Evaluation;
import org.epnas.study.config.SearchConfiguration;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.JournalPlace;
import org.epnas.study.run.Journals;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunJournal;
import org.epnas.study.run.RunLock;
import org.epnas.study.run.RunRecord;
import org.epnas.study.run.TrialJournal;
import org.epnas.study.run.TrialLine;
import org.epnas.study.run.Versions;

/**
 * The run of an earlier process, locked and checked: it may be gone on with. What it needs is read
 * before anything is changed.
 */
final class KeptRun implements AutoCloseable {
  private final RunFolder folder;
  private final RunRecord record;
  private final RunLock lock;
  private final RunJournal journal;
  private final SearchConfiguration configuration;
  private final boolean extended;

  private KeptRun(
      RunFolder folder, RunRecord record, RunLock lock, RunJournal journal, Optional<String> more) {
    this.folder = folder;
    this.record = record;
    this.lock = lock;
    this.journal = journal;
    extended = more.isPresent();
    List<TrialLine> trials = RunFolder.holdsText(folder.trials()) ? folder.trialLines() : List.of();
    requireOwnWeights(trials);
    configuration = more.map(by -> extended(by, trials)).orElseGet(this::unfinished);
  }

  /**
   * Opens the run.
   *
   * @param more how much longer a finished one goes on, as a budget
   * @param address of its journal once more, where that needs a password
   * @throws ConfigurationException if it is in use, cannot be read, or cannot go on
   */
  static KeptRun open(RunFolder folder, Optional<String> more, Optional<StoreAddress> address) {
    RunLock lock = RunLock.take(folder.lock());
    try {
      RunRecord record = RunRecord.read(folder);
      requireTrained(folder, record);
      RunJournal journal = journal(folder, address);
      try {
        return new KeptRun(folder, record, lock, journal, more);
      } catch (RuntimeException | Error e) {
        closeQuietly(journal);
        throw e;
      }
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static void requireTrained(RunFolder folder, RunRecord record) {
    switch (record.configuration().evaluation()) {
      case Evaluation.Trained _ -> {}
      case Evaluation.Replayed _ ->
          throw new ConfigurationException(
              "Run (%s) was replayed from a table, which keeps no journal. Maybe run it again: it takes moments."
                  .formatted(folder.path()));
    }
  }

  private static RunJournal journal(RunFolder folder, Optional<StoreAddress> address) {
    JournalPlace place =
        JournalPlace.of(folder)
            .map(kept -> kept.with(address))
            .orElseThrow(() ->
                new ConfigurationException(
                    "Run (%s) has no journal to go on from. Maybe an earlier version made it: run the search again."
                        .formatted(folder.path())));
    try {
      RunJournal journal = Journals.open(place);
      requireBegun(folder, journal);
      return journal;
    } catch (IOException e) {
      throw Journals.unreadable(place, e);
    }
  }

  private static void requireBegun(RunFolder folder, RunJournal journal) {
    if (journal.data().isEmpty()) {
      closeQuietly(journal);
      throw new ConfigurationException(
          "Run (%s) was cut off before its search began: there is nothing to go on from. Maybe run the search again."
              .formatted(folder.path()));
    }
  }

  /** Shared weights live in the memory of one process. */
  private void requireOwnWeights(List<TrialLine> trials) {
    if (trials.stream().anyMatch(line -> line.sharing().isPresent())) {
      throw new ConfigurationException(
          "Run (%s) shares weights between its networks, and those ended with its process. Maybe run the search again."
              .formatted(folder.path()));
    }
  }

  private SearchConfiguration unfinished() {
    if (journal.end().filter(KeptRun::whole).isPresent()) {
      throw new ConfigurationException(
          "Run (%s) has ended: there is nothing left of its budget. Maybe let it go on with --continue-for 10m."
              .formatted(folder.path()));
    }
    return journal
        .budget()
        .map(record.configuration()::withBudget)
        .orElseGet(record::configuration);
  }

  private static boolean whole(SearchEnd.Reason reason) {
    return !reason.broken() && reason != SearchEnd.Reason.CANCELLED;
  }

  private SearchConfiguration extended(String by, List<TrialLine> trials) {
    if (journal.end().filter(KeptRun::whole).isEmpty()) {
      throw new ConfigurationException(
          "Run (%s) has not ended yet, so it cannot be extended by --continue-for. Maybe resume it first without."
              .formatted(folder.path()));
    }
    return record
        .configuration()
        .withBudget(Extension.of(by, journal.spentSeconds(), trials).toString());
  }

  RunFolder folder() {
    return folder;
  }

  RunRecord record() {
    return record;
  }

  RunJournal journal() {
    return journal;
  }

  /** With the budget that it has now. */
  SearchConfiguration configuration() {
    return configuration;
  }

  /**
   * Goes on, now that everything is known to be right.
   *
   * @param differences between the process that began and this one
   * @param data SHA-256 of the training images now
   * @throws ConfigurationException if they are others than those that the trials were trained on
   */
  TrialJournal goOn(List<String> differences, String data) {
    if (!journal.data().map(data::equals).orElse(false)) {
      throw new ConfigurationException(
          "Run (%s) cannot go on: its training images are not those that it began with. Maybe bring them back, or run a new search."
              .formatted(folder.path()));
    }
    journal.changed(differences);
    if (extended) {
      journal.write(
          new JournalLine.Extended(configuration.budget().orElseThrow(), journal.spentSeconds()));
    }
    journal.write(new JournalLine.Resumed(Versions.current(), journal.spentSeconds()));
    try {
      return TrialJournal.resume(folder.trials());
    } catch (IOException e) {
      throw new ConfigurationException(
          "Run folder (%s) cannot be written: %s. Maybe make room there, or check who may write there."
              .formatted(folder.path(), IoReason.of(e, folder.path())),
          e);
    }
  }

  @Override
  public void close() {
    closeQuietly(journal);
    lock.close();
  }

  private static void closeQuietly(RunJournal journal) {
    try {
      journal.close();
    } catch (IOException ignored) {
      // Everything in it is safe already.
    }
  }
}
