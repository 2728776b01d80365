package org.epnas.kernel.loop;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.epnas.kernel.constraint.OneLine;
import org.epnas.kernel.loop.TrialState.Draft;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.search.Assignment;
import org.epnas.kernel.search.Evaluator;
import org.epnas.kernel.search.StopSignal;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Outcome.Reason;

/** Calls the evaluator on a worker: passes the stop signal on, times it and catches its errors. */
final class GuardedEvaluator implements WorkerPool.Work {
  private static final Logger LOG = System.getLogger(GuardedEvaluator.class.getName());
  private static final Optional<Reason> CANCELLED = Optional.of(Reason.CANCELLED);
  private static final Optional<Reason> TIMED_OUT = Optional.of(Reason.TIMED_OUT);

  private static final long FOREVER = Long.MAX_VALUE;

  /** A network that takes three workers with it will take a fourth. */
  static final int ATTEMPTS = 3;

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
  public Finished evaluate(Running trial, WorkerPool.Signs signs) {
    long start = nanoClock.getAsLong();
    Draft draft = trial.draft();
    Outcome outcome =
        repeated(
            new Assignment(
                draft.id(),
                draft.proposal(),
                trial.worker(),
                new Stop(start, signs),
                signs::epoch));
    return new Finished(draft, trial.worker(), outcome, (nanoClock.getAsLong() - start) / 1e9);
  }

  /** Ends a trial that began at a reading of the clock. */
  private final class Stop implements StopSignal {
    private final long start;
    private final WorkerPool.Signs signs;

    Stop(long start, WorkerPool.Signs signs) {
      this.start = start;
      this.signs = signs;
    }

    @Override
    public Optional<Reason> reason() {
      signs.alive();
      if (signs.givenUp() || searchEnds.getAsBoolean()) {
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

    @Override
    public boolean givenUp() {
      return signs.givenUp();
    }

    private static long left(long end, long now) {
      return end == FOREVER ? FOREVER : end - now;
    }
  }

  /** What was lost with its worker or device is evaluated again. */
  private Outcome repeated(Assignment assignment) {
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = guarded(assignment);
      if (!(outcome instanceof Outcome.Failed(Reason reason, String message))
          || reason != Reason.LOST) {
        return withAttempts(outcome, attempt);
      }
      if (evaluator.lost().isPresent()) {
        // The search ends here, and who goes on with it evaluates the trial.
        return new Outcome.Failed(Reason.CANCELLED, message);
      }
      Optional<Reason> stopped = assignment.stop().reason();
      if (stopped.isPresent()) {
        return new Outcome.Failed(stopped.get(), message);
      }
      if (attempt == ATTEMPTS) {
        return new Outcome.Failed(
            Reason.LOST, "%s It was begun (%s) times.".formatted(message, attempt));
      }
      LOG.log(
          Level.WARNING,
          "Trial (%s) was lost and is begun again. %s".formatted(assignment.trialId(), message));
    }
  }

  private static Outcome withAttempts(Outcome outcome, int attempts) {
    if (attempts == 1
        || !(outcome instanceof Outcome.Completed(SortedMap<String, Double> metrics))) {
      return outcome;
    }
    SortedMap<String, Double> all = new TreeMap<>(metrics);
    all.put(Metric.ATTEMPTS, (double) attempts);
    return new Outcome.Completed(all);
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
