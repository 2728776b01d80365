package org.epnas.policy.evolution;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class FilteredEvolutionContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return RegularisedEvolution.factory(EvolutionConfig.FILTERED);
  }
}
