package org.epnas.kernel.search;

import org.epnas.testkit.SearchStrategyContract;
import org.epnas.testkit.fake.RandomWalkStrategy;

/** The contract holds for the strategy of the tests. */
final class RandomWalkStrategyTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return context ->
        new RandomWalkStrategy(context.space(), context.seed(), 4, context.trainable());
  }
}
