package org.epnas.compare;

import java.util.OptionalDouble;

/**
 * How a search stood at a moment before its end: what it would have given had it ended there.
 *
 * @param mark as it was asked for, for example {@code 2000s}
 * @param accuracy of the best by value, as in {@link SearchOutcome}; empty where nothing feasible
 *     was found by then
 * @param validationRegret of the same, in percentage points
 * @param area mean over the search time so far of the curve, in percent
 * @param finalAccuracy of the network that the rule for long trainings would have chosen
 */
public record Snapshot(
    String mark,
    OptionalDouble accuracy,
    OptionalDouble validationRegret,
    OptionalDouble area,
    OptionalDouble finalAccuracy) {}
