package org.epnas.kernel.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.epnas.kernel.constraint.Rewarder;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.SearchJournal;
import org.epnas.kernel.search.SearchListener;
import org.epnas.kernel.search.SearchResult;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StudyInfo;
import org.epnas.kernel.search.TrialStore;

/**
 * The ask/tell loop: asks the strategy, evaluates on parallel workers, tells, stores and reports,
 * until the budget is spent. Runs once.
 *
 * <ul>
 *   <li>In reproducible mode a batch of proposals is evaluated in parallel, but its trials are
 *       numbered, stored and reported in the order of proposal, and the strategy is asked again
 *       when all are reported. In fast mode trials are reported as they finish and the strategy is
 *       asked whenever a worker is free.
 *   <li>A proposal of an architecture that was evaluated, or is being evaluated, with at least as
 *       many epochs is answered from the record; a promotion never is.
 *   <li>An architecture over a hard limit is refused before the evaluator is called.
 *   <li>When the time is over or the search is cancelled, running evaluations are told to stop, and
 *       what they completed is kept.
 *   <li>What a {@link SearchJournal} recorded of earlier processes is replayed: the strategy is
 *       told what it was told then, and trials that ended then are answered without an evaluation.
 *       Time stands still meanwhile, and the budget goes on from what was spent.
 *   <li>A trial is stored first, then the listeners hear of it, then the strategy.
 *   <li>An evaluator, a resource or a penalty that throws, errors such as a full heap or a missing
 *       class included, costs a failed trial, a listener that throws a line in the log. What the
 *       strategy or the store throws ends the search after the workers came to rest: the result
 *       holds all trials that were stored, and its end names the class and the reason.
 * </ul>
 */
public final class SearchLoop {
  private final SearchRun.Parts parts;
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  private SearchLoop(SearchRun.Parts parts) {
    this.parts = parts;
  }

  /**
   * @param rewarder of this search alone: it has state
   */
  public static Builder builder(
      SearchSettings settings, SearchStrategy strategy, Evaluator evaluator, Rewarder rewarder) {
    return new Builder(settings, strategy, evaluator, rewarder);
  }

  /**
   * Searches in the calling thread until an end is reached, which {@link SearchResult#end} names.
   *
   * @throws IllegalStateException if it ran before
   * @throws IllegalArgumentException if the store already holds trials
   */
  public SearchResult run() {
    if (started.getAndSet(true)) {
      throw new IllegalStateException("A search loop runs once. Build a new one to search again.");
    }
    int stored = parts.store().trials().size();
    if (stored > 0) {
      throw new IllegalArgumentException(
          "Trial store already holds (%s) trials; a search starts with an empty one. Maybe use a new run folder."
              .formatted(stored));
    }
    return new SearchRun(parts, cancelled).run();
  }

  /** Ends the search soon, with the results so far. May be called from any thread, at any time. */
  public void cancel() {
    cancelled.set(true);
  }

  /** Collects what a search can do without. */
  public static final class Builder {
    private final SearchSettings settings;
    private final SearchStrategy strategy;
    private final Evaluator evaluator;
    private final Rewarder rewarder;
    private final List<SearchListener> listeners = new ArrayList<>();
    private TrialStore store = TrialStore.inMemory();
    private SearchJournal journal = SearchJournal.NONE;
    private LongSupplier nanoClock = System::nanoTime;
    private Optional<SimulatedClock> simulation = Optional.empty();
    private Optional<StudyInfo> study = Optional.empty();

    private Builder(
        SearchSettings settings, SearchStrategy strategy, Evaluator evaluator, Rewarder rewarder) {
      this.settings = settings;
      this.strategy = strategy;
      this.evaluator = evaluator;
      this.rewarder = rewarder;
    }

    /** Where trials are kept; in memory unless set. */
    public Builder store(TrialStore newStore) {
      store = newStore;
      return this;
    }

    /** Where it is kept what another process needs to go on; nowhere unless set. */
    public Builder journal(SearchJournal newJournal) {
      journal = newJournal;
      return this;
    }

    /** What the search is about, for its listeners; nothing unless set. */
    public Builder study(StudyInfo info) {
      study = Optional.of(info);
      return this;
    }

    /** Adds a listener; they hear of an event in the order they were added. */
    public Builder listener(SearchListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * The clock behind every duration and the time budget: monotonic, in nanoseconds, thread-safe.
     * {@link System#nanoTime} unless set.
     */
    public Builder nanoClock(LongSupplier clock) {
      nanoClock = clock;
      simulation = Optional.empty();
      return this;
    }

    /**
     * Searches in simulated time: the workers are those of a discrete-event simulation in the
     * calling thread. The evaluator is called when an evaluation starts and gives its outcome at
     * once; the evaluation ends on the clock after the training, validation and preparation seconds
     * among its metrics, and nobody hears of it before. One that would end behind the time budget
     * is cancelled. What the strategy and the listeners do takes no time, and a failed evaluation
     * none either. Deterministic in every execution mode; workers that finish at the same time are
     * reported in the order of their numbers.
     */
    public Builder simulated(SimulatedClock clock) {
      nanoClock = clock;
      simulation = Optional.of(clock);
      return this;
    }

    /** A loop that runs once. */
    public SearchLoop build() {
      return new SearchLoop(
          new SearchRun.Parts(
              settings,
              strategy,
              evaluator,
              rewarder,
              store,
              List.copyOf(listeners),
              nanoClock,
              simulation,
              study,
              journal));
    }
  }
}
