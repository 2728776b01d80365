package org.epnas.policy.bo;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class BayesianSearchContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return BayesianSearch.factory(BayesianConfig.DEFAULT);
  }
}
