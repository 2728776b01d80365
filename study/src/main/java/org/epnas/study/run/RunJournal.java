package org.epnas.study.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchJournal;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchRecord;
import org.epnas.kernel.text.IoReason;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Trial;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a run folder: all that a search acted on and that cannot be computed again. What
 * the loop waits for, questions and ended trials, is forced to the disk. Thread-safe.
 */
public final class RunJournal implements SearchJournal, SearchListener, Closeable {
  private final EventLog log;
  private final List<SearchRecord.Asked> asked = new ArrayList<>();
  private final List<SearchRecord.Ended> ended = new ArrayList<>();
  private final Map<String, Map<String, Double>> measured = new HashMap<>();

  /** Recorded before: events of these are not written again when they happen again. */
  private final Set<Integer> endedBefore = new TreeSet<>();

  private Optional<JournalLine.Begun> begun = Optional.empty();
  private Optional<String> budget = Optional.empty();
  private Optional<SearchEnd.Reason> end = Optional.empty();
  private double spentSeconds;
  private List<String> changes = List.of();
  private int toldBefore;
  private int toldAgain;
  private @Nullable IOException problem;

  private RunJournal(EventLog log) {
    this.log = log;
    log.recorded().forEach(this::take);
    endedBefore.addAll(endedTrials());
  }

  /**
   * The journal that a log holds.
   *
   * @param log closed with the journal, or if it is refused
   * @throws IOException if it is of a newer schema
   */
  static RunJournal of(EventLog log) throws IOException {
    RunJournal journal = new RunJournal(log);
    int schema = journal.begun.map(JournalLine.Begun::schema).orElse(JournalLine.SCHEMA);
    if (schema > JournalLine.SCHEMA) {
      journal.close();
      throw new IOException(
          "its schema (%s) is newer than this program's (%s)"
              .formatted(schema, JournalLine.SCHEMA));
    }
    return journal;
  }

  private void take(JournalLine line) {
    switch (line) {
      case JournalLine.Begun first -> begun = Optional.of(first);
      case JournalLine.Resumed again -> {
        end = Optional.empty();
        spent(again.at());
      }
      case JournalLine.Extended more -> {
        end = Optional.empty();
        budget = Optional.of(more.budget());
        spent(more.at());
      }
      case JournalLine.Asked one -> {
        asked.add(
            new SearchRecord.Asked(
                one.fractionUsed(), one.wanted(), one.budgetSeconds(), one.hashes(), one.at()));
        spent(one.at());
      }
      case JournalLine.Measured one -> remember(one);
      case JournalLine.Ended one -> {
        ended.add(
            new SearchRecord.Ended(
                one.trialId(), one.hash(), one.worker(), outcome(one), one.seconds(), one.at()));
        spent(one.at());
      }
      case JournalLine.Finished last -> {
        end = Optional.of(SearchEnd.Reason.valueOf(last.reason()));
        spent(last.at());
      }
      case JournalLine.Told _ -> toldBefore++;
      case JournalLine.Started _, JournalLine.Epoch _ -> {}
    }
  }

  private void spent(double at) {
    spentSeconds = Math.max(spentSeconds, at);
  }

  private static Outcome outcome(JournalLine.Ended line) {
    return line.failure()
        .<Outcome>map(failed -> new Outcome.Failed(failed.reason(), failed.message()))
        .orElseGet(() -> new Outcome.Completed(new TreeMap<>(line.metrics())));
  }

  /** SHA-256 of the training images, where the search began. */
  public Optional<String> data() {
    return begun.map(JournalLine.Begun::data);
  }

  /** The last budget, where the search was extended. */
  public Optional<String> budget() {
    return budget;
  }

  /** Why the search ended; empty where it was cut off or goes on. */
  public Optional<SearchEnd.Reason> end() {
    return end;
  }

  /** Seconds of the search so far, those of earlier processes. */
  public double spentSeconds() {
    return spentSeconds;
  }

  /** Numbers of the trials that ended by themselves. */
  public Set<Integer> endedTrials() {
    Set<Integer> trials = new TreeSet<>();
    ended.forEach(one -> trials.add(one.trialId()));
    return trials;
  }

  /**
   * Says what differs between the process that recorded and this one.
   *
   * @param differences for people, possibly none
   */
  public void changed(List<String> differences) {
    changes = List.copyOf(differences);
  }

  /** Writes a line that nobody asks for later. */
  public void write(JournalLine line) {
    append(line, true);
  }

  @Override
  public SearchRecord recorded() {
    return new SearchRecord(asked, ended, spentSeconds, changes);
  }

  @Override
  public void asked(SearchRecord.Asked one) {
    append(
        new JournalLine.Asked(
            one.fractionUsed(), one.wanted(), one.budgetSeconds(), one.hashes(), one.at()),
        true);
  }

  @Override
  public void ended(SearchRecord.Ended one) {
    append(
        new JournalLine.Ended(
            one.trialId(),
            one.hash(),
            one.worker(),
            one.outcome() instanceof Outcome.Failed failed
                ? Optional.of(new TrialLine.Failure(failed.reason(), failed.message()))
                : Optional.empty(),
            one.outcome() instanceof Outcome.Completed done ? done.metrics() : Map.of(),
            one.seconds(),
            one.at()),
        true);
  }

  /** What a resource used of a network, if that was measured in this search. */
  public synchronized OptionalDouble measured(String resource, String hash) {
    Double value = measured.getOrDefault(resource, Map.of()).get(hash);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Keeps a measurement. One that cannot be written ends the search at its next question. */
  public synchronized void measured(String resource, String hash, double value) {
    JournalLine.Measured line = new JournalLine.Measured(resource, hash, value);
    remember(line);
    try {
      log.append(line, false);
    } catch (IOException e) {
      problem = e;
    }
  }

  private synchronized void remember(JournalLine.Measured one) {
    measured.computeIfAbsent(one.resource(), _ -> new HashMap<>()).put(one.hash(), one.value());
  }

  /** Events that nothing depends on, but that say how far a search is; not those of a replay. */
  @Override
  public void on(SearchEvent event) {
    switch (event) {
      case SearchEvent.TrialStarted started when !endedBefore.contains(started.trialId()) ->
          append(new JournalLine.Started(started.trialId(), started.worker()), false);
      case SearchEvent.EpochEnded epoch ->
          append(
              new JournalLine.Epoch(epoch.trialId(), epoch.epoch(), epoch.epochs(), epoch.loss()),
              false);
      case SearchEvent.TrialFinished told when !cutOff(told.trial()) -> told(told.trial());
      case SearchEvent.DuplicateAnswered told -> {
        if (toldNow()) {
          append(new JournalLine.Told(told.trial().id(), true), false);
        }
      }
      case SearchEvent.Finished finished ->
          append(
              new JournalLine.Finished(
                  finished.result().end().reason().name(), finished.result().wallSeconds()),
              true);
      case SearchEvent.TrialStarted _,
          SearchEvent.TrialFinished _,
          SearchEvent.Started _,
          SearchEvent.StrategyReport _ -> {}
    }
  }

  /** It goes on another time, and is told then. */
  private static boolean cutOff(Trial trial) {
    return trial.outcome() instanceof Outcome.Failed failed
        && failed.reason() == Outcome.Reason.CANCELLED;
  }

  /** Kept before it is said to be told: what was told is there. */
  private void told(Trial trial) {
    if (toldNow()) {
      keep(TrialLine.of(trial));
      append(new JournalLine.Told(trial.id(), false), false);
    }
  }

  /** Whether this is no telling of an earlier process, repeated. */
  private boolean toldNow() {
    toldAgain++;
    return toldAgain > toldBefore;
  }

  private synchronized void keep(TrialLine trial) {
    try {
      log.keep(trial);
    } catch (IOException e) {
      throw new UncheckedIOException("Journal cannot be written: %s".formatted(IoReason.of(e)), e);
    }
  }

  private synchronized void append(JournalLine line, boolean safe) {
    try {
      if (problem != null) {
        throw problem;
      }
      log.append(line, safe);
    } catch (IOException e) {
      throw new UncheckedIOException("Journal cannot be written: %s".formatted(IoReason.of(e)), e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    log.close();
  }
}
