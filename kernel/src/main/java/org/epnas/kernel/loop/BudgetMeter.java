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
  private final long start;
  private long evaluatedTrials;
  private double trainedEpochs;

  /** Admitted, but not finished. */
  private long reservedTrials;

  private long reservedEpochs;

  /** Starts the clock. */
  BudgetMeter(Budget budget, LongSupplier nanoClock) {
    this.budget = budget;
    this.nanoClock = nanoClock;
    this.start = nanoClock.getAsLong();
  }

  Duration elapsed() {
    return Duration.ofNanos(nanoClock.getAsLong() - start);
  }

  /** Reading of the clock at which the time is over; the largest there is where it never is. */
  long deadlineNanos() {
    return budget.time().map(time -> start + time.toNanos()).orElse(Long.MAX_VALUE);
  }

  boolean timeOver() {
    return budget.time().isPresent() && elapsed().compareTo(budget.time().get()) >= 0;
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
