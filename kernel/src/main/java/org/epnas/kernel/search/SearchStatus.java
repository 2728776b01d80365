package org.epnas.kernel.search;

/**
 * Where a search stands when a strategy is asked.
 *
 * @param fractionUsed share of the budget used, in [0, 1]; the largest share where several budgets
 *     are set
 * @param wanted how many proposals can be evaluated at once: the number of workers
 */
public record SearchStatus(double fractionUsed, int wanted) {}
