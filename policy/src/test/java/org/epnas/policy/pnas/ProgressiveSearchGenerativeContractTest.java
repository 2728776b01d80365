package org.epnas.policy.pnas;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.SearchStrategyContract;
import org.epnas.policy.simulation.SlotSpace;

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
