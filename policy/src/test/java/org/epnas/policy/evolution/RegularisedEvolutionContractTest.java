package org.epnas.policy.evolution;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.SearchStrategyContract;

class RegularisedEvolutionContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return RegularisedEvolution.factory(EvolutionConfig.DEFAULT);
  }
}
