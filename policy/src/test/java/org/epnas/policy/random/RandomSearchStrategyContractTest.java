package org.epnas.policy.random;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class RandomSearchStrategyContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return RandomSearchStrategy.factory(RandomSearchConfig.DEFAULT);
  }
}
