package org.epnas.policy.evolution;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.testkit.SearchStrategyContract;

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
