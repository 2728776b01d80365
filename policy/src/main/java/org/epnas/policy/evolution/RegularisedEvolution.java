package org.epnas.policy.evolution;

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
import org.epnas.policy.bo.Candidate;
import org.epnas.policy.bo.Candidate.Origin;
import org.epnas.policy.bo.CandidateFilter;
import org.epnas.policy.bo.Parent;
import org.epnas.policy.objectives.Scalarisation;
import org.epnas.policy.predictor.PredictorConfig;
import org.epnas.policy.random.Mutants;
import org.epnas.policy.random.RandomNetworks;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.random.Steps;
import org.epnas.policy.schedule.ElitePool;
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
 * mutants of one step have nothing new to give, they go one further; a transformation that leaves
 * the network as it is counts as no step ({@link Steps}). A child inherits its parent's weights
 * where the run allows. A trial that failed leaves no member.
 *
 * <p>With a filter, a predictor of the accuracy chooses each child among many mutants by expected
 * improvement; what it is trained on is this search's own trials.
 *
 * <p>With several objectives every tournament weighs them anew ({@link Scalarisation}), and the
 * filter chooses by expected hypervolume improvement.
 */
public final class RegularisedEvolution implements Explorer {
  /** Second part of the key of the random streams; founders use 0. */
  private static final long MUTATION = 1;

  private final StrategyContext context;
  private final EvolutionConfig config;
  private final RandomNetworks founders;
  private final Steps steps;
  private final Mutants mutants;
  private final Population population;

  /** Weighs several objectives anew for every tournament. */
  private final Scalarisation scalarisation;

  /** The latest completed trial of each network, by hash. */
  private final Map<String, Integer> weights = new HashMap<>();

  private final ElitePool lineages = new ElitePool();
  private final CandidateFilter filter;
  private int children;

  RegularisedEvolution(StrategyContext context, EvolutionConfig config, Screening screening) {
    this.context = context;
    this.config = config;
    founders = new RandomNetworks(context, RandomSearchConfig.DEFAULT, screening);
    steps = new Steps(context.space());
    filter = new CandidateFilter(context, PredictorConfig.DEFAULT, screening);
    mutants = new Mutants(context.space(), screening, config.patience(), config.furthest());
    scalarisation = new Scalarisation(context);
    population = new Population(config.population(), scalarisation::value);
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(EvolutionConfig config) {
    Explorer.Factory explorers =
        (context, screening) -> new RegularisedEvolution(context, config, screening);
    return explorers.strategy(config.schedule());
  }

  @Override
  public List<Proposal> explore(int free, double progress, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < free; i++) {
      next(episode).ifPresent(proposals::add);
    }
    return proposals;
  }

  @Override
  public void observe(Trial trial) {
    learn(trial);
    if (trial.completed().isPresent()) {
      population.add(trial);
      weights.put(trial.hash(), trial.id());
    }
  }

  private void learn(Trial trial) {
    lineages.observe(trial);
    scalarisation.observe(trial);
    if (config.filtered() > 1) {
      filter.observe(trial);
    }
  }

  @Override
  public void promoted(Trial trial) {
    learn(trial);
    if (trial.completed().isPresent()) {
      weights.put(trial.hash(), trial.id());
    }
  }

  private Optional<Proposal> next(int episode) {
    if (!population.full()) {
      return founder(episode);
    }
    Optional<Proposal> filtered = config.filtered() > 1 ? filtered(episode) : Optional.empty();
    return filtered.or(() -> child(episode)).or(() -> founder(episode));
  }

  /** The most promising of many mutants, each of a tournament of its own. */
  private Optional<Proposal> filtered(int episode) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, children++, MUTATION);
    List<Candidate> mutants = new ArrayList<>();
    for (int i = 0; i < config.filtered(); i++) {
      Trial winner = winner(random);
      Parent parent =
          new Parent(winner.architecture(), inherited(winner), lineages.lineageEpochs(winner));
      Architecture mutant = steps.random(winner.architecture(), random);
      mutants.add(Candidate.of(mutant, parent, List.of(), Origin.WALK));
    }
    return filter
        .best(mutants)
        .map(chosen ->
            proposal(
                chosen.candidate().architecture(),
                chosen.candidate().parent().trial(),
                OptionalDouble.of(chosen.expected()),
                episode));
  }

  private Optional<Proposal> founder(int episode) {
    return founders.next().map(network -> proposal(network, OptionalInt.empty(), episode));
  }

  private Optional<Proposal> child(int episode) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, children++, MUTATION);
    Trial parent = winner(random);
    return mutants
        .next(parent.architecture(), random)
        .map(network -> proposal(network, inherited(parent), episode));
  }

  /** The longest trained weights of a member. */
  private OptionalInt inherited(Trial parent) {
    return OptionalInt.of(weights.getOrDefault(parent.hash(), parent.id()));
  }

  private Trial winner(RandomStream random) {
    scalarisation.redraw(random);
    return population.tournament(config.sample(), random);
  }

  private Proposal proposal(Architecture architecture, OptionalInt parent, int episode) {
    return proposal(architecture, parent, OptionalDouble.empty(), episode);
  }

  private Proposal proposal(
      Architecture architecture, OptionalInt parent, OptionalDouble expected, int episode) {
    return new Proposal(
        architecture, context.epochs(), parent, Proposal.Kind.SELECTED, episode, expected);
  }
}
