package org.epnas.policy.nsga2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.epnas.policy.random.Mutants;
import org.epnas.policy.random.RandomNetworks;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.schedule.Explorer;
import org.epnas.policy.schedule.Screening;

/**
 * NSGA-II (Deb et al. 2002). The first N networks are drawn at random. From then on a generation is
 * N children of parents that won a binary tournament (the better front, then the lonelier); when
 * they are trained, the best N of parents and children together are the next parents. Limits enter
 * by constrained domination (section VI): what is within them beats what is not, and of two that
 * are not the smaller violation.
 *
 * <p>Choices of this project: a child is one random transformation of one parent, because spaces
 * have no crossover; nothing is trained twice; a free worker does not wait for the end of a
 * generation. A child inherits its parent's weights where the run allows. A trial that failed
 * leaves no member.
 */
public final class Nsga2 implements Explorer {
  /** Second part of the key of the random streams; the first networks use 0. */
  private static final long MUTATION = 1;

  private final StrategyContext context;
  private final Nsga2Config config;
  private final RandomNetworks founders;
  private final Mutants mutants;
  private final List<Trial> children = new ArrayList<>();

  /** The latest completed trial of each network, by hash. */
  private final Map<String, Integer> weights = new HashMap<>();

  /** Best first; none before the first generation is trained. */
  private List<Trial> parents = List.of();

  private int bred;

  Nsga2(StrategyContext context, Nsga2Config config, Screening screening) {
    this.context = context;
    this.config = config;
    founders = new RandomNetworks(context, RandomSearchConfig.DEFAULT, screening);
    mutants = new Mutants(context.space(), screening, config.patience(), config.furthest());
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(Nsga2Config config) {
    Explorer.Factory explorers = (context, screening) -> new Nsga2(context, config, screening);
    return explorers.strategy(config.schedule());
  }

  @Override
  public List<Proposal> explore(int free, double progress, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < free; i++) {
      child(episode).or(() -> founder(episode)).ifPresent(proposals::add);
    }
    return proposals;
  }

  private Optional<Proposal> child(int episode) {
    if (parents.isEmpty()) {
      return Optional.empty();
    }
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, bred++, MUTATION);
    // Parents are sorted: of two, the one with the smaller index wins.
    int one = random.nextInt(parents.size());
    int other = random.nextInt(parents.size());
    Trial parent = parents.get(Math.min(one, other));
    return mutants
        .next(parent.architecture(), random)
        .map(network -> proposal(network, inherited(parent), episode));
  }

  private Optional<Proposal> founder(int episode) {
    return founders.next().map(network -> proposal(network, OptionalInt.empty(), episode));
  }

  /** The longest trained weights of a parent. */
  private OptionalInt inherited(Trial parent) {
    return OptionalInt.of(weights.getOrDefault(parent.hash(), parent.id()));
  }

  @Override
  public void observe(Trial trial) {
    if (trial.completed().isEmpty()) {
      return;
    }
    weights.put(trial.hash(), trial.id());
    children.add(trial);
    if (children.size() == config.population()) {
      List<Trial> all = new ArrayList<>(parents);
      all.addAll(children);
      parents = Survival.best(all, config.population(), context.objectives());
      children.clear();
    }
  }

  @Override
  public void promoted(Trial trial) {
    if (trial.completed().isPresent()) {
      weights.put(trial.hash(), trial.id());
    }
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
