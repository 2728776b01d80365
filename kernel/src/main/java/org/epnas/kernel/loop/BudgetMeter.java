package org.epnas.kernel.loop;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.SearchStatus;

/**
 * How much of a budget is used. The clock may be asked from any thread; the rest is confined to the
 * search's thread.
 */
final class BudgetMeter {
  private final Budget budget;
  private final LongSupplier nanoClock;
  private final long spentNanos;

  /** Reading of the clock at which the search would have begun had it never been interrupted. */
  private volatile long start;

  /** While a record is replayed, the time stands still. */
  private volatile boolean replaying;

  private long evaluatedTrials;
  private double trainedEpochs;

  /** Admitted, but not finished. */
  private long reservedTrials;

  private long reservedEpochs;

  /**
   * Starts the clock; where a record is replayed first, it stands still until then.
   *
   * @param spentSeconds by earlier processes
   * @param replaying whether a record is replayed first
   */
  BudgetMeter(Budget budget, LongSupplier nanoClock, double spentSeconds, boolean replaying) {
    this.budget = budget;
    this.nanoClock = nanoClock;
    this.spentNanos = Math.round(spentSeconds * 1e9);
    this.start = nanoClock.getAsLong() - spentNanos;
    this.replaying = replaying;
  }

  /** The record is replayed: from now on time goes by. */
  void goOn() {
    if (replaying) {
      start = nanoClock.getAsLong() - spentNanos;
      replaying = false;
    }
  }

  Duration elapsed() {
    return Duration.ofNanos(replaying ? spentNanos : nanoClock.getAsLong() - start);
  }

  double elapsedSeconds() {
    return elapsed().toNanos() / 1e9;
  }

  /** Reading of the clock at which the time is over; the largest there is where it never is. */
  long deadlineNanos() {
    return budget.time().map(time -> start + time.toNanos()).orElse(Long.MAX_VALUE);
  }

  boolean timeOver() {
    return !replaying && budget.time().isPresent() && elapsed().compareTo(budget.time().get()) >= 0;
  }

  /** Whether another evaluation may start, those admitted so far counted in full. */
  boolean hasRoom() {
    return evaluatedTrials + reservedTrials < budget.trials().orElse(Long.MAX_VALUE)
        && trainedEpochs + reservedEpochs < budget.epochs().orElse(Long.MAX_VALUE);
  }

  void reserve(int epochs) {
    reservedTrials++;
    reservedEpochs += epochs;
  }

  /**
   * Turns a reservation into use.
   *
   * @param trained epochs; may be fewer than were reserved, and a part of one
   */
  void spend(int reserved, double trained) {
    reservedTrials--;
    reservedEpochs -= reserved;
    evaluatedTrials++;
    trainedEpochs += trained;
  }

  /**
   * @param workers how many proposals can be evaluated at once
   */
  SearchStatus status(int workers) {
    return new SearchStatus(
        fractionUsed(),
        workers,
        budget.time().stream().mapToDouble(time -> time.toNanos() / 1e9).findFirst());
  }

  double fractionUsed() {
    return budget.fractionUsed(elapsed(), evaluatedTrials, trainedEpochs);
  }
}
