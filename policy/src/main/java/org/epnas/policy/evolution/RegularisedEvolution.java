package org.epnas.policy.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.random.RandomNetworks;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.random.RandomWalk;
import org.epnas.policy.schedule.Explorer;
import org.epnas.policy.schedule.Screening;

/**
 * Regularised (ageing) evolution (Real et al. 2018, Algorithm 1). The first P networks are drawn at
 * random. From then on a child is one random transformation of the best of S members drawn from the
 * population; when it has been trained it joins as the youngest, and the oldest member dies,
 * however good it is. With several slots this is the paper's asynchronous evolution: a free slot
 * gets a child of whatever the population is at that moment.
 *
 * <p>Choices of this project: a child that was proposed before is drawn again, because its reward
 * is known, so nothing is ever trained twice and a member grows old only by trainings; where
 * mutants of one transformation have nothing new to give, they go one further. A child inherits its
 * parent's weights where the run allows. A trial that failed leaves no member.
 */
public final class RegularisedEvolution implements Explorer {
  /** Second part of the key of the random streams; founders use 0. */
  private static final long MUTATION = 1;

  private final StrategyContext context;
  private final EvolutionConfig config;
  private final Screening screening;
  private final RandomNetworks founders;
  private final RandomWalk walk;
  private final Population population;

  RegularisedEvolution(StrategyContext context, EvolutionConfig config, Screening screening) {
    this.context = context;
    this.config = config;
    this.screening = screening;
    founders = new RandomNetworks(context, RandomSearchConfig.DEFAULT, screening);
    walk = new RandomWalk(context.space());
    population = new Population(config.population());
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(EvolutionConfig config) {
    Explorer.Factory explorers =
        (context, screening) -> new RegularisedEvolution(context, config, screening);
    return explorers.strategy(config.schedule());
  }

  @Override
  public List<Proposal> explore(int free, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < free; i++) {
      next(episode).ifPresent(proposals::add);
    }
    return proposals;
  }

  @Override
  public void observe(Trial trial) {
    if (trial.completed().isPresent()) {
      population.add(trial);
    }
  }

  private Optional<Proposal> next(int episode) {
    Optional<Proposal> child = population.full() ? child(episode) : Optional.empty();
    return child.or(() -> founder(episode));
  }

  private Optional<Proposal> founder(int episode) {
    return founders.next().map(network -> proposal(network, OptionalInt.empty(), episode));
  }

  private Optional<Proposal> child(int episode) {
    RandomStream random =
        RandomStream.of(context.seed(), Purpose.STRATEGY, screening.claimed(), MUTATION);
    Trial parent = population.tournament(config.sample(), random);
    return mutant(parent.architecture(), random)
        .map(network -> proposal(network, OptionalInt.of(parent.id()), episode));
  }

  private Optional<Architecture> mutant(Architecture parent, RandomStream random) {
    for (int attempt = 0; attempt < config.patience() * config.furthest(); attempt++) {
      Architecture mutant = walk.from(parent, 1 + attempt / config.patience(), random);
      if (screening.claim(mutant)) {
        return Optional.of(mutant);
      }
    }
    return Optional.empty();
  }

  private Proposal proposal(Architecture architecture, OptionalInt parent, int episode) {
    return new Proposal(
        architecture,
        context.epochs(),
        parent,
        Proposal.Kind.SELECTED,
        episode,
        OptionalDouble.empty());
  }
}
