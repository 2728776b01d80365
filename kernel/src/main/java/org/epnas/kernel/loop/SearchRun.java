package org.epnas.kernel.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.loop.TrialState.Draft;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.SearchEnd;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.SearchJournal;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchRecord;
import org.epnas.kernel.search.SearchRecord.Asked;
import org.epnas.kernel.search.SearchRecord.Ended;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;

/**
 * One run of a {@link SearchLoop}. A proposal is first {@code proposed}, then {@code open} in some
 * {@link TrialState}, then reported. All state is confined to the thread that runs the search; the
 * workers see only {@link GuardedEvaluator}.
 */
final class SearchRun {
  /** What a search is made of. */
  record Parts(
      SearchSettings settings,
      SearchStrategy strategy,
      Evaluator evaluator,
      Rewarder rewarder,
      TrialStore store,
      List<SearchListener> listeners,
      LongSupplier nanoClock,
      Optional<SimulatedClock> simulation,
      Optional<StudyInfo> study,
      SearchJournal journal) {}

  private static final Logger LOG = System.getLogger(SearchRun.class.getName());

  private final Parts parts;
  private final AtomicBoolean cancelled;
  private final boolean ordered;
  private final Replay replay;
  private final BudgetMeter budget;
  private final Listeners listeners;
  private final SearchStatistics statistics = new SearchStatistics();
  private final TrialReporter reporter;
  private final StrategyReports reports;
  private final Admission admission;
  private final WorkerPool workers;

  private final Deque<Proposal> proposed = new ArrayDeque<>();
  private final OpenProposals open = new OpenProposals();
  private boolean strategyFinished;
  private boolean interrupted;

  /** The journal has failed: what ends from now on is for this process alone. */
  private boolean unkept;

  private volatile boolean stopping;

  SearchRun(Parts parts, AtomicBoolean cancelled) {
    SearchSettings settings = parts.settings();
    this.parts = parts;
    this.cancelled = cancelled;
    ordered =
        switch (settings.mode()) {
          case REPRODUCIBLE, FULL_ASSERT -> true;
          case FAST -> false;
        };
    SearchRecord record = parts.journal().recorded();
    replay = new Replay(record);
    budget =
        new BudgetMeter(
            settings.budget(), parts.nanoClock(), record.spentSeconds(), !replay.over());
    listeners = new Listeners(parts.listeners());
    reporter = new TrialReporter(parts, listeners, budget, statistics);
    reports = new StrategyReports(parts.strategy(), listeners);
    admission = new Admission(parts.rewarder(), budget);
    workers = workers(settings);
  }

  private WorkerPool workers(SearchSettings settings) {
    BooleanSupplier ends = () -> stopping || cancelled.get() || budget.timeOver();
    GuardedEvaluator work =
        new GuardedEvaluator(
            parts.evaluator(),
            settings.trialTimeLimit(),
            parts.nanoClock(),
            budget::deadlineNanos,
            ends);
    if (parts.simulation().isEmpty()) {
      return new RecordedWorkers(
          new ThreadedWorkers(
              settings.workers(),
              work,
              listeners::send,
              settings.silenceLimit().map(limit -> new Watch(limit, parts.nanoClock()))),
          replay,
          this::keep);
    }
    SimulatedEnd end = new SimulatedEnd(budget.deadlineNanos(), settings.trialTimeLimit(), ends);
    return new SimulatedWorkers(settings.workers(), work, parts.simulation().get(), end);
  }

  /** What the end of the search cut off goes on another time. */
  private void keep(Finished finished) {
    if (unkept) {
      return;
    }
    boolean cutOff =
        finished.outcome() instanceof Outcome.Failed(Outcome.Reason reason, _)
            && reason == Outcome.Reason.CANCELLED;
    if (!cutOff) {
      Draft draft = finished.draft();
      journal(
          new Ended(
              draft.id(),
              draft.hash(),
              finished.worker(),
              finished.outcome(),
              finished.seconds(),
              budget.elapsedSeconds()));
    }
  }

  private void journal(Ended ended) {
    try {
      parts.journal().ended(ended);
    } catch (RuntimeException | Error e) {
      unkept = true;
      throw BrokenOffException.journal(parts.journal(), e);
    }
  }

  private void journal(Asked asked) {
    try {
      parts.journal().asked(asked);
    } catch (RuntimeException | Error e) {
      throw BrokenOffException.journal(parts.journal(), e);
    }
  }

  SearchResult run() {
    listeners.send(new SearchEvent.Started(parts.settings(), parts.study()));
    SearchEnd end;
    try {
      end = untilEnd();
    } finally {
      stopping = true;
      workers.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    SearchResult result =
        statistics.result(
            end, parts.rewarder().constraints(), parts.settings().workers(), budget.elapsed());
    listeners.send(new SearchEvent.Finished(result));
    return result;
  }

  /** The end, after what still ran was stopped and reported. */
  private SearchEnd untilEnd() {
    try {
      SearchEnd end = searchUntilEnd();
      comeToRest();
      reportReady();
      return end;
    } catch (BrokenOffException e) {
      LOG.log(Level.DEBUG, "The search was broken off.", e);
      comeToRest();
      storeRest(e);
      return e.end();
    }
  }

  /** What was trained when the strategy failed is worth keeping. */
  private void storeRest(BrokenOffException first) {
    Reason reason = first.end().reason();
    if (reason == Reason.STORE_FAILED || reason == Reason.REPLAY_DIFFERS) {
      return;
    }
    reporter.withoutStrategy();
    try {
      reportReady();
    } catch (BrokenOffException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
  }

  private void comeToRest() {
    stopping = true;
    while (workers.running() > 0) {
      awaitOne();
    }
  }

  private SearchEnd searchUntilEnd() {
    while (true) {
      if (replay.over()) {
        budget.goOn();
      }
      Optional<SearchEnd> end = end();
      if (end.isPresent()) {
        return end.get();
      }
      if (mayAsk()) {
        ask();
      }
      admit();
      dispatch();
      if (!reportReady() && workers.running() > 0) {
        awaitOne();
        reportReady();
      }
    }
  }

  private Optional<SearchEnd> end() {
    if (cancelled.get()) {
      return Optional.of(new SearchEnd(Reason.CANCELLED, "The search was cancelled."));
    }
    Optional<String> lost = parts.evaluator().lost();
    if (lost.isPresent()) {
      return Optional.of(new SearchEnd(Reason.EVALUATOR_LOST, lost.get()));
    }
    boolean idle = open.isEmpty() && proposed.isEmpty();
    if (budget.timeOver() || (idle && !budget.hasRoom())) {
      String message = "The budget (%s) is spent.".formatted(parts.settings().budget());
      return Optional.of(new SearchEnd(Reason.BUDGET_SPENT, message));
    }
    if (idle && strategyFinished) {
      String message = "The strategy has nothing more to propose.";
      return Optional.of(new SearchEnd(Reason.STRATEGY_FINISHED, message));
    }
    return reporter.verdict();
  }

  /**
   * In order: when the last batch is reported. Otherwise: when a worker is free and nothing waits
   * for one; but a strategy that proposed only duplicates of running trials is asked again when one
   * of them is reported.
   */
  private boolean mayAsk() {
    boolean turn =
        ordered ? open.isEmpty() : workers.free() > 0 && open.size() == workers.running();
    return turn && proposed.isEmpty() && !strategyFinished && budget.hasRoom();
  }

  private void ask() {
    long start = parts.nanoClock().getAsLong();
    Optional<Asked> recorded = replay.nextAsked();
    if (recorded.isEmpty()) {
      replay.requireOver();
    }
    SearchStatus status =
        recorded
            .map(asked ->
                new SearchStatus(asked.fractionUsed(), asked.wanted(), asked.budgetSeconds()))
            .orElseGet(() -> budget.status(parts.settings().workers()));
    List<Proposal> batch = proposals(status);
    if (recorded.isPresent()) {
      replay.answered(batch);
    } else if (!parts.journal().equals(SearchJournal.NONE)) {
      journal(
          new Asked(
              status.fractionUsed(),
              status.wanted(),
              status.budgetSeconds(),
              Replay.hashes(batch),
              budget.elapsedSeconds()));
    }
    statistics.strategy(parts.nanoClock().getAsLong() - start);
    reports.sendNew();
    strategyFinished = batch.isEmpty();
    proposed.addAll(batch);
  }

  private List<Proposal> proposals(SearchStatus status) {
    try {
      return List.copyOf(parts.strategy().propose(status));
    } catch (Throwable e) {
      throw BrokenOffException.strategy(parts.strategy(), "propose", e);
    }
  }

  /**
   * In order, the whole batch at once, so that neither what counts as a duplicate nor where the
   * budget ends depends on when results arrive. Otherwise, as many as there are free workers.
   */
  private void admit() {
    long start = parts.nanoClock().getAsLong();
    while (!proposed.isEmpty() && (ordered || workers.free() > open.waiting())) {
      Optional<TrialState> admitted =
          cancelled.get() || budget.timeOver() ? Optional.empty() : admitted(proposed.remove());
      if (admitted.isEmpty()) {
        proposed.clear();
      }
      admitted.ifPresent(open::add);
    }
    statistics.admission(parts.nanoClock().getAsLong() - start);
  }

  private Optional<TrialState> admitted(Proposal proposal) {
    try {
      return admission.admit(proposal);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      throw BrokenOffException.proposal(parts.strategy(), e);
    }
  }

  private void dispatch() {
    while (open.waiting() > 0 && workers.free() > 0) {
      Running trial = workers.start(open.nextWaiting());
      open.started(trial);
      Draft draft = trial.draft();
      listeners.send(new SearchEvent.TrialStarted(draft.id(), draft.proposal(), trial.worker()));
    }
  }

  /**
   * Reports what is ready, in order only up to the first that is not; returns whether there was
   * any.
   */
  private boolean reportReady() {
    return open.removeReady(reporter::ready, ordered, reporter::report);
  }

  private void awaitOne() {
    try {
      open.finished(workers.take());
    } catch (InterruptedException e) {
      interrupted = true;
      cancelled.set(true);
    }
  }
}
