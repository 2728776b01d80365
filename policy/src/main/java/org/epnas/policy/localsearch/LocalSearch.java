package org.epnas.policy.localsearch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.objectives.Scalarisation;
import org.epnas.policy.random.RandomNetworks;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.random.Steps;
import org.epnas.policy.schedule.Explorer;
import org.epnas.policy.schedule.Screening;

/**
 * Local search (White, Nolen and Savani 2021). From a random network its neighbours, one step away,
 * are trained in random order; as soon as one is better, the search goes on from there. Where no
 * neighbour is better it begins anew at another random network.
 *
 * <p>Choices of this project: the first better neighbour is taken, which with few trials gets
 * further than the best of all (the paper has both); of a network with many neighbours a random
 * sample is tried; a neighbour inherits the weights of its parent where the run allows. A slot that
 * would wait for the last neighbours trains the network to begin anew with. With several objectives
 * every beginning weighs them anew ({@link Scalarisation}).
 */
public final class LocalSearch implements Explorer {
  /** Of one network; beyond these they are sampled. */
  private static final int MOST_NEIGHBOURS = 256;

  /** Second part of the key of the random streams; random networks use 0, neighbours 1. */
  private static final long BEGINNING = 2;

  private final StrategyContext context;
  private final Screening screening;
  private final RandomNetworks starts;
  private final Steps steps;

  /** Weighs several objectives anew for every beginning. */
  private final Scalarisation scalarisation;

  private final Deque<Architecture> neighbours = new ArrayDeque<>();

  /** Hashes of neighbours of the present network that are being trained. */
  private final Set<String> running = new HashSet<>();

  private Optional<Trial> present = Optional.empty();
  private OptionalInt weights = OptionalInt.empty();
  private int beginnings;

  LocalSearch(StrategyContext context, Screening screening) {
    this.context = context;
    this.screening = screening;
    starts = new RandomNetworks(context, RandomSearchConfig.DEFAULT, screening);
    steps = new Steps(context.space());
    scalarisation = new Scalarisation(context);
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(RandomSearchConfig config) {
    Explorer.Factory explorers = LocalSearch::new;
    return explorers.strategy(config.schedule());
  }

  @Override
  public List<Proposal> explore(int free, double progress, int episode) {
    List<Proposal> proposals = new ArrayList<>();
    for (int i = 0; i < free; i++) {
      neighbour(episode).or(() -> start(episode)).ifPresent(proposals::add);
    }
    return proposals;
  }

  private Optional<Proposal> neighbour(int episode) {
    while (!neighbours.isEmpty()) {
      Architecture next = neighbours.remove();
      if (screening.claim(next)) {
        running.add(next.canonicalForm().hash());
        return Optional.of(proposal(next, weights, episode));
      }
    }
    return Optional.empty();
  }

  /** Another beginning; while neighbours still run, the present network is not given up. */
  private Optional<Proposal> start(int episode) {
    if (running.isEmpty()) {
      present = Optional.empty();
      scalarisation.redraw(
          RandomStream.of(context.seed(), Purpose.STRATEGY, beginnings++, BEGINNING));
    }
    return starts.next().map(network -> proposal(network, OptionalInt.empty(), episode));
  }

  @Override
  public void observe(Trial trial) {
    running.remove(trial.hash());
    scalarisation.observe(trial);
    if (trial.completed().isPresent() && better(trial)) {
      present = Optional.of(trial);
      weights = OptionalInt.of(trial.id());
      running.clear();
      neighbours.clear();
      neighbours.addAll(shuffled(trial));
    }
  }

  private boolean better(Trial trial) {
    return present.map(best -> scalarisation.value(trial) > scalarisation.value(best)).orElse(true);
  }

  private List<Architecture> shuffled(Trial trial) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, trial.id(), 1);
    List<Architecture> all = List.copyOf(steps.from(trial.architecture(), MOST_NEIGHBOURS, random));
    int[] order = IntStream.range(0, all.size()).toArray();
    random.shuffle(order);
    return Arrays.stream(order).mapToObj(all::get).toList();
  }

  @Override
  public void promoted(Trial trial) {
    present
        .filter(best -> best.hash().equals(trial.hash()) && trial.completed().isPresent())
        .ifPresent(_ -> weights = OptionalInt.of(trial.id()));
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
