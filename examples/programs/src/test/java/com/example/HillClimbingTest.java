package com.example;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

class HillClimbingTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return HillClimbing::new;
  }
}
