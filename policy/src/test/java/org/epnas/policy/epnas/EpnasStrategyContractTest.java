package org.epnas.policy.epnas;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class EpnasStrategyContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return EpnasStrategy.factory(EpnasConfig.DEFAULT);
  }
}
