package org.epnas.policy.nasrl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyPath;
import org.epnas.policy.predictor.Evidence;
import org.epnas.policy.random.RandomNetworks;
import org.epnas.policy.random.RandomSearchConfig;
import org.epnas.policy.schedule.Explorer;
import org.epnas.policy.schedule.Screening;

/**
 * Neural architecture search with reinforcement learning (Zoph and Le 2017): an LSTM controller
 * makes every child from nothing - one path through a generative space, else a fixed number of
 * transformations of the initial network -, children are trained independently of each other, and
 * REINFORCE with a moving-average baseline and an entropy bonus changes the controller with every m
 * rewards. There is no baseline network, no predictor and no inheritance.
 *
 * <p>A child that was trained before is not trained again: the controller learns from its known
 * reward for free and makes another one. Where it makes nothing new any more, random networks take
 * the free slots.
 */
public final class NasRl implements Explorer {
  private final StrategyContext context;
  private final NasRlConfig config;
  private final Screening screening;
  private final Controller controller;
  private final RandomNetworks random;
  private final Map<String, List<Decision>> running = new HashMap<>();
  private final Map<String, Trial> known = new HashMap<>();

  NasRl(StrategyContext context, NasRlConfig config, Screening screening) {
    this.context = context;
    this.config = config;
    this.screening = screening;
    controller = new Controller(context, config);
    random = new RandomNetworks(context, RandomSearchConfig.DEFAULT, screening);
  }

  /** Strategies of one configuration. */
  public static SearchStrategy.Factory factory(NasRlConfig config) {
    Explorer.Factory explorers =
        (context, screening) -> new NasRl(context.forAccuracyAlone("nas-rl"), config, screening);
    return explorers.strategy(config.schedule());
  }

  @Override
  public List<Proposal> explore(int free, double progress, int episode) {
    List<Architecture> children = new ArrayList<>();
    for (int attempt = 0; attempt < config.attempts() && children.size() < free; attempt++) {
      for (PolicyPath child : controller.make(free - children.size())) {
        accept(child).ifPresent(children::add);
      }
    }
    random.next(free - children.size()).forEach(children::add);
    return children.stream().map(child -> proposal(child, episode)).toList();
  }

  private Optional<Architecture> accept(PolicyPath child) {
    Architecture architecture = child.architecture();
    String hash = architecture.canonicalForm().hash();
    if (screening.claim(architecture)) {
      running.put(hash, child.decisions());
      return Optional.of(architecture);
    }
    Optional.ofNullable(known.get(hash))
        .ifPresent(trial -> controller.learn(child.decisions(), context.presentReward(trial)));
    return Optional.empty();
  }

  @Override
  public void observe(Trial trial) {
    Optional<List<Decision>> decisions = Optional.ofNullable(running.remove(trial.hash()));
    if (Evidence.aboutNetwork(trial.outcome())) {
      known.put(trial.hash(), trial);
      decisions.ifPresent(made -> controller.learn(made, trial.reward()));
    }
  }

  private Proposal proposal(Architecture architecture, int episode) {
    return new Proposal(
        architecture,
        context.epochs(),
        OptionalInt.empty(),
        Proposal.Kind.SELECTED,
        episode,
        OptionalDouble.empty());
  }
}
