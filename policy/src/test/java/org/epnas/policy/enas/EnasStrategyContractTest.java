package org.epnas.policy.enas;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class EnasStrategyContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return EnasStrategy.factory(EnasConfig.DEFAULT);
  }

  @Override
  protected boolean trainsEachNetworkOnce() {
    return false;
  }

  @Override
  protected long trials() {
    return 60;
  }
}
