package org.epnas.policy.objectives;

import java.util.List;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.trial.Objectives;
import org.epnas.testkit.SearchStrategyContract;
import org.epnas.testkit.fake.TestResource;

/** The contract of a strategy, with three objectives. */
abstract class SeveralObjectivesContract extends SearchStrategyContract {
  private static final Objectives OBJECTIVES =
      new Objectives(List.of(TestResource.PARAMETERS, TestResource.FLOPS));

  abstract SearchStrategy.Factory strategy();

  @Override
  protected SearchStrategy.Factory factory() {
    return context -> strategy().create(context.withObjectives(OBJECTIVES));
  }
}
