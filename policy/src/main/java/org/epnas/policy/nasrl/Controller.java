package org.epnas.policy.nasrl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.network.PolicyPath;
import org.epnas.policy.reinforce.ReinforceUpdate;
import org.epnas.policy.reinforce.Rollout;

/** The LSTM that makes children from nothing, and learns from batches of their rewards. */
final class Controller {
  private final SearchSpace space;
  private final NasRlConfig config;
  private final long seed;
  private final PolicyNetwork policy;
  private final ReinforceUpdate update;
  private final RewardScale scale;
  private final List<Lesson> batch = new ArrayList<>();
  private int made;

  private record Lesson(List<Decision> decisions, double reward) {}

  Controller(StrategyContext context, NasRlConfig config) {
    this.space = context.space();
    this.config = config;
    this.seed = context.seed();
    policy = new PolicyNetwork(space.vocabulary(), config.policy(), seed);
    update = new ReinforceUpdate(policy, config.reinforce());
    scale = new RewardScale(config.averageDecay());
  }

  /** Children, each of its own random numbers. */
  List<PolicyPath> make(int count) {
    List<PolicyPath> children =
        IntStream.range(0, count)
            .mapToObj(i ->
                new PolicyPath(space.initial(), RandomStream.of(seed, Purpose.POLICY, made + i, 0)))
            .toList();
    made += count;
    if (space instanceof GenerativeSpace generative) {
      TransformationTree generation = generative.generation();
      PolicyPath.extend(policy, children, children.stream().map(_ -> generation).toList());
    } else {
      for (int step = 0; step < config.transformations(); step++) {
        PolicyPath.extend(
            policy,
            children,
            children.stream().map(child -> space.transformations(child.architecture())).toList());
      }
    }
    return children;
  }

  /** The reward of a child; with the last one of a batch, the controller changes. */
  void learn(List<Decision> decisions, double reward) {
    batch.add(new Lesson(decisions, reward));
    if (batch.size() == config.batch()) {
      double[] advantages = scale.advantages(batch.stream().mapToDouble(Lesson::reward).toArray());
      update.apply(
          IntStream.range(0, batch.size())
              .mapToObj(i -> new Rollout(batch.get(i).decisions, advantages[i], 1))
              .toList());
      batch.clear();
    }
  }
}
