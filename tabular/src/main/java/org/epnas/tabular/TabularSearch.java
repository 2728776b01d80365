package org.epnas.tabular;

import java.util.List;
import org.epnas.kernel.constraint.Constraint;
import org.epnas.kernel.constraint.ConstraintPenalty;
import org.epnas.kernel.search.Budget;
import org.epnas.kernel.search.ExecutionMode;
import org.epnas.kernel.search.SearchSettings;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.trial.Objectives;

/**
 * One search to be replayed.
 *
 * @param settings whose times and workers are simulated
 * @param queries whether the clock counts queries, see {@link TabularBudget}
 * @param constraints possibly none
 * @param objectives the accuracy, or several; then what is not limited is among the constraints as
 *     {@link Objectives#measured} adds it
 */
public record TabularSearch(
    SearchStrategy.Factory strategy,
    long seed,
    SearchSettings settings,
    boolean queries,
    List<Constraint> constraints,
    ConstraintPenalty penalty,
    Objectives objectives) {
  public TabularSearch {
    constraints = List.copyOf(constraints);
  }

  /**
   * A search without constraints whose workers do not wait for each other.
   *
   * @param budget in simulated time
   */
  public static TabularSearch of(
      SearchStrategy.Factory strategy, long seed, Budget budget, int workers) {
    return of(strategy, seed, new TabularBudget(budget, false), workers);
  }

  /** As {@link #of(SearchStrategy.Factory, long, Budget, int)}, in time or queries. */
  public static TabularSearch of(
      SearchStrategy.Factory strategy, long seed, TabularBudget budget, int workers) {
    return new TabularSearch(
        strategy,
        seed,
        SearchSettings.of(budget.budget()).withWorkers(workers).withMode(ExecutionMode.FAST),
        budget.queries(),
        List.of(),
        (accuracy, _) -> accuracy,
        Objectives.ACCURACY);
  }

  public TabularSearch withConstraints(
      List<Constraint> newConstraints, ConstraintPenalty newPenalty) {
    return new TabularSearch(
        strategy,
        seed,
        settings,
        queries,
        objectives.measured(newConstraints),
        newPenalty,
        objectives);
  }

  /** The same after other objectives. */
  public TabularSearch withObjectives(Objectives newObjectives) {
    return new TabularSearch(
        strategy,
        seed,
        settings,
        queries,
        newObjectives.measured(constraints),
        penalty,
        newObjectives);
  }
}
