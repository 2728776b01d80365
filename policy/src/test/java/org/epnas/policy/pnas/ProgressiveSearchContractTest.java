package org.epnas.policy.pnas;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class ProgressiveSearchContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return ProgressiveSearch.factory(PnasConfig.DEFAULT);
  }
}
