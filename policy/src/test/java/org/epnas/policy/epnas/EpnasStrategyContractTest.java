package org.epnas.policy.epnas;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.SearchStrategyContract;

class EpnasStrategyContractTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return EpnasStrategy.factory(EpnasConfig.DEFAULT);
  }
}
