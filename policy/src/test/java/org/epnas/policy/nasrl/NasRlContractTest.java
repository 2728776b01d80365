package org.epnas.policy.nasrl;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class NasRlContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return NasRl.factory(NasRlConfig.DEFAULT);
  }
}
