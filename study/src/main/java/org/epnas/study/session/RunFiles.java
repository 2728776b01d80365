package org.epnas.study.session;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import org.epnas.kernel.loop.SearchLoop;
import org.epnas.kernel.text.IoReason;
import org.epnas.study.config.ConfigurationException;
import org.epnas.study.config.StoreAddress;
import org.epnas.study.run.JournalLine;
import org.epnas.study.run.Journals;
import org.epnas.study.run.RunChanges;
import org.epnas.study.run.RunFolder;
import org.epnas.study.run.RunJournal;
import org.epnas.study.run.RunLock;
import org.epnas.study.run.TrialJournal;

/**
 * The files that a search writes while it runs. Closing lets another process go on with it.
 *
 * @param trials its trials, closed by who wrote the last one
 * @param journal where it can be gone on with
 * @param lock of a run that begins; one that goes on holds its own
 */
record RunFiles(TrialJournal trials, Optional<RunJournal> journal, Optional<RunLock> lock)
    implements AutoCloseable {
  /**
   * Of a search that trains.
   *
   * @param address where a person wants the journal
   */
  static RunFiles begin(
      RunFolder folder, TrainedEvaluation evaluation, Optional<StoreAddress> address) {
    RunLock lock = RunLock.take(folder.lock());
    try {
      TrialJournal trials = folder.begin(evaluation.record());
      RunJournal journal = journal(folder, address, trials);
      journal.write(new JournalLine.Begun(JournalLine.SCHEMA, evaluation.dataHash()));
      evaluation.keepIn(journal);
      return new RunFiles(trials, Optional.of(journal), Optional.of(lock));
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /** A search that has nowhere to keep its journal does not begin, and leaves no folder behind. */
  private static RunJournal journal(
      RunFolder folder, Optional<StoreAddress> address, TrialJournal trials) {
    try {
      return Journals.begin(folder, address);
    } catch (IOException e) {
      closeQuietly(trials);
      folder.discard();
      throw new ConfigurationException(
          address
              .map(given ->
                  "Journal (%s) cannot be begun: %s. Maybe check the address and whether its server runs, or leave out --store."
                      .formatted(given, IoReason.of(e)))
              .orElseGet(() ->
                  "Run folder (%s) cannot be written: %s. Maybe make room there, or give another --run."
                      .formatted(folder.path(), IoReason.of(e))),
          e);
    }
  }

  /** Of a search in a table, which takes moments: nobody goes on with it. */
  static RunFiles begin(RunFolder folder, ReplayedEvaluation evaluation) {
    return new RunFiles(folder.begin(evaluation.record()), Optional.empty(), Optional.empty());
  }

  /** Of a search that goes on. */
  static RunFiles goOn(KeptRun run, TrainedEvaluation evaluation) {
    TrialJournal trials =
        run.goOn(RunChanges.between(run.record(), evaluation.record()), evaluation.dataHash());
    evaluation.keepIn(run.journal());
    return new RunFiles(trials, Optional.of(run.journal()), Optional.empty());
  }

  /** Has a search keep its journal here. */
  SearchLoop.Builder keeping(SearchLoop.Builder loop) {
    journal.ifPresent(log -> loop.journal(log).listener(log));
    return loop;
  }

  @Override
  public void close() {
    journal.ifPresent(RunFiles::closeQuietly);
    lock.ifPresent(RunLock::close);
  }

  private static void closeQuietly(Closeable file) {
    try {
      file.close();
    } catch (IOException ignored) {
      // Everything in it is safe already.
    }
  }
}
