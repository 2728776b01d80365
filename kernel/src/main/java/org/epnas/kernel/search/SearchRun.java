package org.epnas.kernel.search;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.SearchEnd.Reason;
import org.epnas.kernel.trial.Proposal;

/**
 * One run of a {@link SearchLoop}. A proposal is first {@code proposed}, then {@code pending}
 * (admitted, and {@code queued} as well while it waits for a slot), then told. All state is
 * confined to the thread that runs the search; the slots see only {@link SlotWork}.
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
      Optional<StudyInfo> study) {}

  private static final Logger LOG = System.getLogger(SearchRun.class.getName());

  private final Parts parts;
  private final AtomicBoolean cancelled;
  private final boolean ordered;
  private final BudgetMeter budget;
  private final Listeners listeners;
  private final Tally tally = new Tally();
  private final Teller teller;
  private final StrategyReports reports;
  private final Admission admission;
  private final SlotPool slots;

  private final Deque<Proposal> proposed = new ArrayDeque<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Deque<Candidate> queued = new ArrayDeque<>();
  private boolean strategyFinished;
  private boolean interrupted;
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
    budget = new BudgetMeter(settings.budget(), parts.nanoClock());
    listeners = new Listeners(parts.listeners());
    teller = new Teller(parts, listeners, budget, tally);
    reports = new StrategyReports(parts.strategy(), listeners);
    admission = new Admission(parts.rewarder(), budget);
    slots = slots(settings);
  }

  private SlotPool slots(SearchSettings settings) {
    BooleanSupplier ends = () -> stopping || cancelled.get() || budget.timeOver();
    SlotWork work =
        new SlotWork(
            parts.evaluator(),
            settings.trialTimeLimit(),
            parts.nanoClock(),
            budget.deadlineNanos(),
            ends);
    if (parts.simulation().isEmpty()) {
      return new ThreadedSlots(settings.slots(), work, listeners::send);
    }
    SimulatedEnd end = new SimulatedEnd(budget.deadlineNanos(), settings.trialTimeLimit(), ends);
    return new SimulatedSlots(settings.slots(), work, parts.simulation().get(), end);
  }

  SearchResult run() {
    listeners.send(new SearchEvent.Started(parts.settings(), parts.study()));
    SearchEnd end;
    try {
      end = untilEnd();
    } finally {
      stopping = true;
      slots.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    SearchResult result =
        tally.result(
            end, parts.rewarder().constraints(), parts.settings().slots(), budget.elapsed());
    listeners.send(new SearchEvent.Finished(result));
    return result;
  }

  /** The end, after what still ran was stopped and told. */
  private SearchEnd untilEnd() {
    try {
      SearchEnd end = searchUntilEnd();
      comeToRest();
      tellReady();
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
    if (first.end().reason() == Reason.STORE_FAILED) {
      return;
    }
    teller.withoutStrategy();
    try {
      tellReady();
    } catch (BrokenOffException e) {
      LOG.log(Level.WARNING, e.getMessage());
    }
  }

  private void comeToRest() {
    stopping = true;
    while (slots.running() > 0) {
      awaitOne();
    }
  }

  private SearchEnd searchUntilEnd() {
    while (true) {
      Optional<SearchEnd> end = end();
      if (end.isPresent()) {
        return end.get();
      }
      if (mayAsk()) {
        ask();
      }
      admit();
      dispatch();
      if (!tellReady() && slots.running() > 0) {
        awaitOne();
        tellReady();
      }
    }
  }

  private Optional<SearchEnd> end() {
    if (cancelled.get()) {
      return Optional.of(new SearchEnd(Reason.CANCELLED, "The search was cancelled."));
    }
    boolean idle = pending.isEmpty() && proposed.isEmpty();
    if (budget.timeOver() || (idle && !budget.hasRoom())) {
      String message = "The budget (%s) is spent.".formatted(parts.settings().budget());
      return Optional.of(new SearchEnd(Reason.BUDGET_SPENT, message));
    }
    if (idle && strategyFinished) {
      String message = "The strategy has nothing more to propose.";
      return Optional.of(new SearchEnd(Reason.STRATEGY_FINISHED, message));
    }
    return teller.verdict();
  }

  /**
   * In order: when the last batch is told. Otherwise: when a slot is free and nothing waits for
   * one; but a strategy that proposed only duplicates of running candidates is asked again when one
   * of them is told.
   */
  private boolean mayAsk() {
    boolean turn =
        ordered ? pending.isEmpty() : slots.free() > 0 && pending.size() == slots.running();
    return turn && proposed.isEmpty() && !strategyFinished && budget.hasRoom();
  }

  private void ask() {
    long start = parts.nanoClock().getAsLong();
    SearchStatus status = budget.status(parts.settings().slots());
    List<Proposal> batch = proposals(status);
    tally.strategy(parts.nanoClock().getAsLong() - start);
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
   * budget ends depends on when results arrive. Otherwise, as many as there are free slots.
   */
  private void admit() {
    long start = parts.nanoClock().getAsLong();
    while (!proposed.isEmpty() && (ordered || slots.free() > queued.size())) {
      Optional<Pending> admitted =
          cancelled.get() || budget.timeOver() ? Optional.empty() : admitted(proposed.remove());
      if (admitted.isEmpty()) {
        proposed.clear();
      }
      admitted.ifPresent(this::enqueue);
    }
    tally.admission(parts.nanoClock().getAsLong() - start);
  }

  private Optional<Pending> admitted(Proposal proposal) {
    try {
      return admission.admit(proposal);
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      throw BrokenOffException.proposal(parts.strategy(), e);
    }
  }

  private void enqueue(Pending admitted) {
    pending.add(admitted);
    if (admitted instanceof Candidate candidate && !candidate.ready()) {
      queued.add(candidate);
    }
  }

  private void dispatch() {
    while (!queued.isEmpty() && slots.free() > 0) {
      Candidate candidate = queued.remove();
      int slot = slots.start(candidate);
      listeners.send(new SearchEvent.TrialStarted(candidate.id(), candidate.proposal(), slot));
    }
  }

  /**
   * Tells what is ready, in order only up to the first that is not; returns whether it told any.
   */
  private boolean tellReady() {
    boolean told = false;
    Iterator<Pending> iterator = pending.iterator();
    while (iterator.hasNext()) {
      Pending next = iterator.next();
      if (next.ready()) {
        iterator.remove();
        teller.tell(next);
        told = true;
      } else if (ordered) {
        break;
      }
    }
    return told;
  }

  private void awaitOne() {
    try {
      SlotPool.Finished finished = slots.take();
      finished.candidate().finish(finished.evaluation());
    } catch (InterruptedException e) {
      interrupted = true;
      cancelled.set(true);
    }
  }
}
