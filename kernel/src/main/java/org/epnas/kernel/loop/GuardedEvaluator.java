package org.epnas.kernel.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.epnas.kernel.constraint.OneLine;
import org.epnas.kernel.loop.TrialState.Draft;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.SearchEvent;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;

/** Calls the evaluator on a worker: passes the stop signal on, times it and catches its errors. */
final class GuardedEvaluator implements WorkerPool.Work {
  private static final Logger LOG = System.getLogger(GuardedEvaluator.class.getName());
  private static final Optional<Reason> CANCELLED = Optional.of(Reason.CANCELLED);
  private static final Optional<Reason> TIMED_OUT = Optional.of(Reason.TIMED_OUT);

  private static final long FOREVER = Long.MAX_VALUE;

  private final Evaluator evaluator;
  private final long timeLimitNanos;
  private final LongSupplier nanoClock;
  private final LongSupplier deadlineNanos;
  private final BooleanSupplier searchEnds;

  /**
   * @param deadlineNanos reading of the clock at which the search's time is over
   * @param searchEnds whether the search is cancelled or out of time; asked from every worker
   */
  GuardedEvaluator(
      Evaluator evaluator,
      Optional<Duration> timeLimit,
      LongSupplier nanoClock,
      LongSupplier deadlineNanos,
      BooleanSupplier searchEnds) {
    this.evaluator = evaluator;
    this.timeLimitNanos = timeLimit.map(Duration::toNanos).orElse(FOREVER);
    this.nanoClock = nanoClock;
    this.deadlineNanos = deadlineNanos;
    this.searchEnds = searchEnds;
  }

  @Override
  public Finished evaluate(Running trial, Consumer<SearchEvent.EpochEnded> epochs) {
    long start = nanoClock.getAsLong();
    Draft draft = trial.draft();
    Outcome outcome =
        guarded(
            new Assignment(draft.id(), draft.proposal(), trial.worker(), new Stop(start), epochs));
    return new Finished(draft, trial.worker(), outcome, (nanoClock.getAsLong() - start) / 1e9);
  }

  /** Ends a trial that began at a reading of the clock. */
  private final class Stop implements StopSignal {
    private final long start;

    Stop(long start) {
      this.start = start;
    }

    @Override
    public Optional<Reason> reason() {
      if (searchEnds.getAsBoolean()) {
        return CANCELLED;
      }
      return nanoClock.getAsLong() - start >= timeLimitNanos ? TIMED_OUT : Optional.empty();
    }

    @Override
    public Optional<Duration> timeLeft() {
      long now = nanoClock.getAsLong();
      long left = Math.min(left(deadlineNanos.getAsLong(), now), left(timeLimitNanos, now - start));
      return left == FOREVER ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, left)));
    }

    private static long left(long end, long now) {
      return end == FOREVER ? FOREVER : end - now;
    }
  }

  /** Whatever an evaluator throws, errors of native code and the heap included, costs one trial. */
  private Outcome guarded(Assignment assignment) {
    try {
      return Objects.requireNonNull(evaluator.evaluate(assignment), "evaluator gave no outcome");
    } catch (Throwable e) {
      LOG.log(Level.DEBUG, "Evaluation of trial (%s) threw.".formatted(assignment.trialId()), e);
      return new Outcome.Failed(Reason.ERROR, OneLine.of(e));
    }
  }
}
