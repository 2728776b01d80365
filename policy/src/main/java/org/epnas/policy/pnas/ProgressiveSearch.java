package org.epnas.policy.pnas;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.epnas.policy.random.RandomNetworks;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.schedule.Explorer;
import org.epnas.policy.schedule.Screening;

/**
 * Progressive neural architecture search (Liu et al. 2018, Algorithm 1): sequential model-based
 * search in the order of complexity. Level 1 trains networks of one transformation of the initial
 * one. Every later level expands the K best of the level below by one more transformation, a
 * surrogate fitted to everything trained so far ranks the expansions, and the K best are trained,
 * each from scratch.
 *
 * <p>The paper ends after its last level. Here a new pass begins at level 1 where budget is left,
 * with twice the beam and twice the levels, over the expansions that were not trained yet. A slot
 * that is free while others still train for a level takes the next in its ranking. Where no level
 * has anything new, random networks follow.
 */
public final class ProgressiveSearch implements Explorer {
  private final StrategyContext context;
  private final PnasConfig config;
  private final Screening screening;
  private final Expansions expansions;
  private final Surrogate surrogate;
  private final RandomNetworks random;

  /** Completed trials by the number of transformations from the initial network. */
  private final Map<Integer, List<Trial>> trained = new HashMap<>();

  /** Fewest transformations from the initial network by which a canonical form was met. */
  private final Map<String, Integer> depth = new HashMap<>();

  private final Map<String, Integer> levelOf = new HashMap<>();
  private int pass;
  private int levelsBegun;
  private Level level;

  ProgressiveSearch(StrategyContext context, PnasConfig config, Screening screening) {
    this.context = context;
    this.config = config;
    this.screening = screening;
    expansions = new Expansions(context.space(), config.expansions());
    surrogate = new Surrogate(context, config.surrogate());
    random = new RandomNetworks(context, RandomSearchConfig.DEFAULT, screening);
    depth.put(context.space().initial().canonicalForm().hash(), 0);
    level = level(1, config.firstLevel());
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(PnasConfig config) {
    Explorer.Factory explorers =
        (context, screening) ->
            new ProgressiveSearch(context.forAccuracyAlone("pnas"), config, screening);
    return explorers.strategy(config.schedule());
  }

  @Override
  public List<Proposal> explore(int free, double progress, int episode) {
    List<Proposal> proposals = fill(free, episode);
    // Enough to get round once: a level without trained parents ends its pass.
    for (int left = trained.size() + 1; proposals.isEmpty() && left >= 0; left--) {
      advance();
      proposals = fill(free, episode);
    }
    return proposals.isEmpty() ? randomOnes(free, episode) : proposals;
  }

  private List<Proposal> fill(int free, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < free; i++) {
      level
          .next(screening)
          .map(best -> proposal(best.architecture(), best.expected(), episode))
          .ifPresent(proposals::add);
    }
    proposals.forEach(
        one -> levelOf.put(one.architecture().canonicalForm().hash(), level.number()));
    return proposals;
  }

  private List<Proposal> randomOnes(int free, int episode) {
    return random.next(free).stream()
        .map(network -> proposal(network, OptionalDouble.empty(), episode))
        .toList();
  }

  private void advance() {
    boolean last = level.number() >= config.levels(pass) || parents(level.number() + 1).isEmpty();
    pass += last ? 1 : 0;
    level = level(last ? 1 : level.number() + 1, config.beam(pass));
  }

  private Level level(int number, int count) {
    RandomStream stream =
        RandomStream.of(context.seed(), Purpose.EXPLORATION, levelsBegun++, number);
    List<Architecture> found =
        expansions.of(parents(number), hash -> belongs(hash, number), stream);
    return new Level(number, surrogate.rank(found, stream), count);
  }

  /** Whether a network was neither proposed nor met as an expansion of fewer transformations. */
  private boolean belongs(String hash, int number) {
    return depth.merge(hash, number, Math::min) == number && screening.unseen(hash);
  }

  private List<Architecture> parents(int number) {
    return number == 1
        ? List.of(context.space().initial())
        : trained.getOrDefault(number - 1, List.of()).stream()
            .sorted(
                Comparator.comparingDouble(context::presentReward)
                    .reversed()
                    .thenComparingInt(Trial::id))
            .limit(config.beam(pass))
            .map(Trial::architecture)
            .toList();
  }

  @Override
  public void observe(Trial trial) {
    surrogate.observe(trial);
    level.finished(trial.hash());
    Optional.ofNullable(levelOf.get(trial.hash()))
        .filter(_ -> trial.completed().isPresent())
        .ifPresent(number -> trained.computeIfAbsent(number, _ -> new ArrayList<>()).add(trial));
  }

  private Proposal proposal(Architecture architecture, OptionalDouble expected, int episode) {
    return new Proposal(
        architecture,
        context.epochs(),
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        episode,
        expected);
  }
}
