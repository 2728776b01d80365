package org.epnas.policy.nasrl;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.policy.simulation.SlotSpace;
import org.epnas.testkit.SearchStrategyContract;

class NasRlGenerativeContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return NasRl.factory(NasRlConfig.DEFAULT);
  }

  @Override
  protected SearchSpace space() {
    return new SlotSpace();
  }
}
