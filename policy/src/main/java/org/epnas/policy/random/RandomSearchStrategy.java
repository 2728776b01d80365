package org.epnas.policy.random;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.cost.Cost;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.schedule.BudgetForecast;
import org.epnas.policy.schedule.ElitePool;
import org.epnas.policy.schedule.FinalPhase;

/**
 * Random search (Bergstra and Bengio 2012) over a space that is given by its transformations. Every
 * proposal is a walk that starts anew at the initial network; its length is uniform on 1..L, where
 * L starts small and grows by one with every few walks, so that small networks come first and every
 * architecture that transformations reach is proposed in the end. Walks that arrive at something
 * seen or over a hard limit are drawn again. Each network is trained from scratch; the last part of
 * the budget trains the best few longer, as in every strategy.
 */
public final class RandomSearchStrategy implements SearchStrategy {
  private final StrategyContext context;
  private final RandomSearchConfig config;
  private final RandomWalk walk;
  private final ElitePool elites = new ElitePool();
  private final BudgetForecast forecast = new BudgetForecast();
  private final FinalPhase finalPhase;
  private final Set<String> seen = new HashSet<>();
  private int episode;

  public RandomSearchStrategy(StrategyContext context, RandomSearchConfig config) {
    this.context = context;
    this.config = config;
    walk = new RandomWalk(context.space());
    finalPhase = new FinalPhase(config.schedule());
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(RandomSearchConfig config) {
    return context -> new RandomSearchStrategy(context, config);
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    forecast.update(status.fractionUsed());
    List<Proposal> proposals =
        finalPhase.begun(status)
            ? finalPhase.propose(status, elites, forecast, episode)
            : List.of();
    if (proposals.isEmpty()) {
      proposals = explore(status.wanted());
    }
    if (proposals.isEmpty()) {
      proposals = finalPhase.propose(status, elites, forecast, episode);
    }
    episode++;
    return proposals;
  }

  @Override
  public void observe(Trial trial) {
    forecast.observe(trial);
    elites.observe(trial);
  }

  private List<Proposal> explore(int count) {
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      arrive().map(this::proposal).ifPresent(proposals::add);
    }
    return proposals;
  }

  private Optional<Architecture> arrive() {
    int longest = config.firstLength() + seen.size() / config.walksPerLength();
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, seen.size(), 0);
    for (int attempt = 0; attempt < config.attempts(); attempt++) {
      Architecture end = walk.from(context.space().initial(), 1 + random.nextInt(longest), random);
      String hash = end.canonicalForm().hash();
      if (!seen.contains(hash) && worthTraining(end)) {
        seen.add(hash);
        return Optional.of(end);
      }
    }
    return Optional.empty();
  }

  private boolean worthTraining(Architecture architecture) {
    return context.trainable().test(architecture)
        && forecast.modest(
            context.epochs(), Cost.of(architecture), config.schedule().largestTrial());
  }

  private Proposal proposal(Architecture architecture) {
    return new Proposal(
        architecture,
        context.epochs(),
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        episode,
        OptionalDouble.empty());
  }
}
