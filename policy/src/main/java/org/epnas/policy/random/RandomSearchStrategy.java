package org.epnas.policy.random;

import java.util.List;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.schedule.TwoPhaseStrategy;

/**
 * Random search (Bergstra and Bengio 2012). Every proposal is drawn anew ({@link RandomNetworks});
 * what was seen or is over a hard limit is drawn again. Each network is trained from scratch; the
 * last part of the budget trains the best few longer, as in every strategy.
 */
public final class RandomSearchStrategy implements SearchStrategy {
  private final SearchStrategy phases;

  public RandomSearchStrategy(StrategyContext context, RandomSearchConfig config) {
    phases =
        new TwoPhaseStrategy(
            context,
            config.schedule(),
            (_, screening) ->
                new RandomExplorer(
                    new RandomNetworks(context, config, screening), context.epochs()));
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(RandomSearchConfig config) {
    return context -> new RandomSearchStrategy(context, config);
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    return phases.propose(status);
  }

  @Override
  public void observe(Trial trial) {
    phases.observe(trial);
  }
}
