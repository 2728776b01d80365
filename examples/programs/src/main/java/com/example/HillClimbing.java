package com.example;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Outcome;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Trial;

/**
 * A strategy by ask and tell: asked, it proposes neighbours of the best network so far; told, it
 * moves there if the reward is higher. Neighbours inherit the weights of the network they change.
 */
public final class HillClimbing implements SearchStrategy {
  private static final int TRIES = 100;

  private final StrategyContext context;
  private final Random random;
  private Architecture best;
  private OptionalInt bestTrial = OptionalInt.empty();
  private double bestReward = Double.NEGATIVE_INFINITY;
  private int episode;

  public HillClimbing(StrategyContext context) {
    this.context = context;
    this.random = new Random(context.seed());
    this.best = context.space().initial();
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    List<Proposal> batch = new ArrayList<>();
    for (int i = 0; i < status.wanted(); i++) {
      batch.add(
          new Proposal(
              neighbour(),
              context.epochs(),
              bestTrial,
              Proposal.Kind.SELECTED,
              episode,
              OptionalDouble.empty()));
    }
    episode++;
    return batch;
  }

  @Override
  public void observe(Trial trial) {
    if (trial.outcome() instanceof Outcome.Completed && trial.reward() > bestReward) {
      best = trial.architecture();
      bestTrial = OptionalInt.of(trial.id());
      bestReward = trial.reward();
    }
  }

  /** One to three actions away and within the hard limits. */
  private Architecture neighbour() {
    for (int i = 0; i < TRIES; i++) {
      Architecture network = best;
      for (int action = random.nextInt(3); action >= 0; action--) {
        network = changed(network);
      }
      if (context.trainable().test(network)) {
        return network;
      }
    }
    return best;
  }

  private Architecture changed(Architecture network) {
    TransformationTree tree = context.space().transformations(network);
    List<Integer> action = new ArrayList<>();
    Optional<Choice> choice = tree.next(action);
    while (choice.isPresent()) {
      int[] valid = choice.get().valid().stream().toArray();
      action.add(valid[random.nextInt(valid.length)]);
      choice = tree.next(List.copyOf(action));
    }
    return tree.apply(action);
  }
}
