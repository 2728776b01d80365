package org.epnas.study.config;

import java.util.Optional;

/**
 * What the user asked for, as it stands in the run record: the flags of {@code epnas search} in
 * groups. One more flag is one more component of its group.
 *
 * @param strategy name of the strategy
 * @param budget for example {@code 10m,trials=50}; what is usual for the evaluation unless set
 * @param evaluation how networks get their accuracies
 * @param limits what networks are limited in
 * @param output who hears of the search besides its run folder
 * @param seed of the run
 */
public record SearchConfiguration(
    String strategy,
    Optional<String> budget,
    Evaluation evaluation,
    LimitConfiguration limits,
    OutputConfiguration output,
    long seed) {
  /** The budget of a search that trains, where none is given. */
  public static final String USUAL_BUDGET = "3m";

  /** The same search by another strategy, with another seed. */
  public SearchConfiguration with(String newStrategy, long newSeed) {
    return new SearchConfiguration(newStrategy, budget, evaluation, limits, output, newSeed);
  }

  /** The same search with another budget. */
  public SearchConfiguration withBudget(String newBudget) {
    return new SearchConfiguration(
        strategy, Optional.of(newBudget), evaluation, limits, output, seed);
  }

  /** The same search with its networks evaluated otherwise. */
  public SearchConfiguration with(Evaluation newEvaluation) {
    return new SearchConfiguration(strategy, budget, newEvaluation, limits, output, seed);
  }
}
