package org.epnas.policy.localsearch;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.testkit.SearchStrategyContract;

class LocalSearchContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return LocalSearch.factory(RandomSearchConfig.DEFAULT);
  }
}
