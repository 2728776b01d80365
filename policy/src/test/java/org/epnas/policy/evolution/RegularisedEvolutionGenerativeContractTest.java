package org.epnas.policy.evolution;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.SearchStrategyContract;
import org.epnas.policy.simulation.SlotSpace;

class RegularisedEvolutionGenerativeContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return RegularisedEvolution.factory(EvolutionConfig.DEFAULT);
  }

  @Override
  protected SearchSpace space() {
    return new SlotSpace();
  }
}
