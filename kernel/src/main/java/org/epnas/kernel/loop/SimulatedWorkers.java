package org.epnas.kernel.loop;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.epnas.kernel.loop.TrialState.Admitted;
import org.epnas.kernel.loop.TrialState.Finished;
import org.epnas.kernel.loop.TrialState.Running;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Outcome;

/**
 * Workers of a discrete-event simulation: evaluations are called at once, in the search's thread,
 * and end on the simulated clock when their price is paid. Nothing waits.
 */
final class SimulatedWorkers implements WorkerPool {
  private static final List<String> PRICE =
      List.of(Metric.TRAINING_SECONDS, Metric.VALIDATION_SECONDS, Metric.PREPARATION_SECONDS);

  /**
   * @param price in nanoseconds, whether it will be paid in full or not
   */
  private record Evaluation(Running trial, long start, long finish, long price, Outcome outcome) {
    int worker() {
      return trial.worker();
    }
  }

  private final int workers;
  private final Work work;
  private final SimulatedClock clock;
  private final SimulatedEnd end;
  private final PriorityQueue<Integer> free = new PriorityQueue<>();
  private final PriorityQueue<Evaluation> running =
      new PriorityQueue<>(
          Comparator.comparingLong(Evaluation::finish).thenComparingInt(Evaluation::worker));

  SimulatedWorkers(int workers, Work work, SimulatedClock clock, SimulatedEnd end) {
    this.workers = workers;
    this.work = work;
    this.clock = clock;
    this.end = end;
    IntStream.range(0, workers).forEach(free::add);
  }

  @Override
  public int free() {
    return free.size();
  }

  @Override
  public int running() {
    return workers - free.size();
  }

  @Override
  public Running start(Admitted admitted) {
    Running trial = new Running(admitted.draft(), free.remove());
    long now = clock.getAsLong();
    Outcome outcome = work.evaluate(trial, Signs.IGNORED).outcome();
    long price = Math.min(price(outcome), Long.MAX_VALUE - now);
    running.add(new Evaluation(trial, now, now + end.nanos(price), price, outcome));
    return trial;
  }

  /** Moves the clock to the earliest end, ties by worker, but not past the end of the search. */
  @Override
  public Finished take() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    Evaluation next = running.remove();
    free.add(next.worker());
    long latest = end.latest(clock.getAsLong());
    clock.advanceTo(Math.min(next.finish, latest));
    Outcome outcome = end.outcome(next.outcome, next.price, next.finish <= latest);
    double seconds = (clock.getAsLong() - next.start) / 1e9;
    return new Finished(next.trial.draft(), next.worker(), outcome, seconds);
  }

  @Override
  public void close() {
    running.clear();
  }

  private static long price(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed completed ->
          Math.round(
              1e9
                  * PRICE.stream()
                      .map(name -> completed.metrics().get(name))
                      .filter(Objects::nonNull)
                      .mapToDouble(seconds -> seconds)
                      .sum());
      case Outcome.Failed _ -> 0;
    };
  }
}
