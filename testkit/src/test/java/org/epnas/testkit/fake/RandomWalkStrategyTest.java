package org.epnas.testkit.fake;

import org.epnas.kernel.search.SearchStrategy;
import org.epnas.testkit.SearchStrategyContract;

/** The contract holds for the strategy of the tests. */
final class RandomWalkStrategyTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return context ->
        new RandomWalkStrategy(context.space(), context.seed(), 4, context.trainable());
  }

  /** It trains a network for one epoch or for two. */
  @Override
  protected boolean trainsEachNetworkOnce() {
    return false;
  }
}
