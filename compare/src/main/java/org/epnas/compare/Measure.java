package org.epnas.compare;

/**
 * What the figures of a comparison are.
 *
 * @param accuracy of the final choice
 * @param curve of the best feasible architecture while the search runs
 * @param time what the clock of the search counts, for example {@code Simulated search time}
 * @param counts whether that is no time but a number, of queries
 * @param description of the final choice's accuracy, one sentence for people
 * @param worst accuracy in percent that a search counts with that found nothing feasible, and until
 *     it found something
 */
public record Measure(
    Accuracy accuracy,
    Accuracy curve,
    String time,
    boolean counts,
    String description,
    double worst) {}
