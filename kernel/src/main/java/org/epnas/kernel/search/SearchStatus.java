package org.epnas.kernel.search;

import java.util.OptionalDouble;

/**
 * Where a search stands when a strategy is asked.
 *
 * @param fractionUsed share of the budget used, in [0, 1]; the largest share where several budgets
 *     are set
 * @param wanted how many proposals can be evaluated at once (the workers)
 * @param budgetSeconds length of the time budget, above 0, so that a training can be compared with
 *     it; empty where the budget counts no time, and seconds must not decide anything
 */
public record SearchStatus(double fractionUsed, int wanted, OptionalDouble budgetSeconds) {
  /** A budget that counts no time. */
  public SearchStatus(double fractionUsed, int wanted) {
    this(fractionUsed, wanted, OptionalDouble.empty());
  }
}
