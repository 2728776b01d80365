package org.epnas.policy.enas;

import org.epnas.kernel.search.SearchSpace;
import org.epnas.policy.simulation.SlotSpace;

class EnasStrategyGenerativeContractTest extends EnasStrategyContractTest {
  @Override
  protected SearchSpace space() {
    return new SlotSpace();
  }
}
