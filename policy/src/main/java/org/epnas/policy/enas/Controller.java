package org.epnas.policy.enas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.GenerativeSpace;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.reinforce.ReinforceUpdate;
import org.epnas.policy.reinforce.Rollout;

/**
 * The LSTM that samples children, and learns by REINFORCE with an exponential moving average of the
 * rewards as its baseline (Pham et al. 2018, section 2.2). In a generative space a child is one
 * path through it, elsewhere a few transformations of the initial network.
 */
final class Controller {
  private static final int ATTEMPTS = 50;

  private final StrategyContext context;
  private final EnasConfig config;
  private final PolicyNetwork policy;
  private final ReinforceUpdate update;
  private OptionalDouble average = OptionalDouble.empty();
  private int sampled;

  Controller(StrategyContext context, EnasConfig config) {
    this.context = context;
    this.config = config;
    policy = new PolicyNetwork(context.space().vocabulary(), config.policy(), context.seed());
    update = new ReinforceUpdate(policy, config.reinforce());
  }

  /** A child within every hard limit; empty where a number of attempts gave none. */
  Optional<Child> sample() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Child child = draw(RandomStream.of(context.seed(), Purpose.POLICY, sampled++, 0));
      if (context.trainable().test(child.architecture())) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }

  private Child draw(RandomStream random) {
    if (context.space() instanceof GenerativeSpace generative) {
      Decision decision = decide(generative.generation(), random);
      return new Child(made(decision), List.of(decision));
    }
    Architecture network = context.space().initial();
    List<Decision> decisions = new ArrayList<>();
    for (int step = 0; step < config.transformations(); step++) {
      decisions.add(decide(context.space().transformations(network), random));
      network = made(decisions.getLast());
    }
    return new Child(network, decisions);
  }

  private Decision decide(TransformationTree adaptation, RandomStream random) {
    return policy.decide(List.of(adaptation), List.of(random)).getFirst();
  }

  private static Architecture made(Decision decision) {
    return decision.adaptation().apply(decision.action());
  }

  /** A child and what it was worth with the shared weights. */
  record Lesson(Child child, double reward) {}

  /** One update; the first baseline is the mean of the rewards themselves. */
  void learn(List<Lesson> lessons) {
    OptionalDouble mean = lessons.stream().mapToDouble(Lesson::reward).average();
    if (mean.isEmpty()) {
      return;
    }
    double baseline = average.orElse(mean.getAsDouble());
    update.apply(
        lessons.stream()
            .map(lesson -> new Rollout(lesson.child().decisions(), lesson.reward() - baseline, 1))
            .toList());
    double decay = config.averageDecay();
    average = OptionalDouble.of(decay * baseline + (1 - decay) * mean.getAsDouble());
  }
}
