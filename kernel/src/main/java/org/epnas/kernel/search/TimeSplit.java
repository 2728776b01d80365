package org.epnas.kernel.search;

/**
 * Where the time of a search went. Training, validation, preparation and idle time are summed over
 * the workers, so together they make at most workers * wall time; the rest is what evaluators spend
 * otherwise, failed evaluations included.
 *
 * @param trainingSeconds in training steps
 * @param validationSeconds in validation
 * @param preparationSeconds compiling networks and moving weights, and measuring candidates before
 *     they are evaluated
 * @param strategySeconds wall time in the strategy
 * @param idleSeconds in which a worker evaluated nothing, for example while the strategy was at
 *     work
 */
public record TimeSplit(
    double trainingSeconds,
    double validationSeconds,
    double preparationSeconds,
    double strategySeconds,
    double idleSeconds) {}
