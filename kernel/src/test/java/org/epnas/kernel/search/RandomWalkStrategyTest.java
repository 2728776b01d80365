package org.epnas.kernel.search;

/** The contract holds for the strategy of the tests. */
final class RandomWalkStrategyTest extends SearchStrategyContract {
  @Override
  protected SearchStrategy.Factory factory() {
    return context ->
        new RandomWalkStrategy(context.space(), context.seed(), 4, context.trainable());
  }
}
