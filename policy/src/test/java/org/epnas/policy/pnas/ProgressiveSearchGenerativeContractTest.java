package org.epnas.policy.pnas;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.testkit.SearchStrategyContract;

class ProgressiveSearchGenerativeContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return ProgressiveSearch.factory(PnasConfig.DEFAULT);
  }

  @Override
  protected SearchSpace space() {
    return new SlotSpace();
  }
}
