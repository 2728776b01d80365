package org.epnas.policy.nsga2;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class Nsga2ContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return Nsga2.factory(Nsga2Config.DEFAULT);
  }
}
