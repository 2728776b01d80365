package org.epnas.testkit.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.search.SearchStrategy;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.trial.Proposal;
import org.epnas.kernel.trial.Proposal.Kind;
import org.epnas.kernel.trial.Trial;

/**
 * Walks from the best network so far by random transformations, so what it proposes depends on all
 * that it was told.
 */
public final class RandomWalkStrategy implements SearchStrategy {
  private final SearchSpace space;
  private final int batchSize;
  private final Predicate<Architecture> trainable;
  private final RandomStream random;
  private Architecture baseline;
  private double bestReward;
  private int episode;

  public RandomWalkStrategy(SearchSpace space, long seed, int batchSize) {
    this(space, seed, batchSize, architecture -> true);
  }

  public RandomWalkStrategy(
      SearchSpace space, long seed, int batchSize, Predicate<Architecture> trainable) {
    this.space = space;
    this.trainable = trainable;
    this.batchSize = batchSize;
    this.random = RandomStream.of(seed, Purpose.STRATEGY, 0, 0);
    this.baseline = space.initial();
  }

  @Override
  public List<Proposal> propose(SearchStatus status) {
    List<Proposal> batch = new ArrayList<>();
    for (int i = 0; i < batchSize; i++) {
      batch.add(
          new Proposal(
              neighbour(baseline),
              1 + random.nextInt(2),
              OptionalInt.empty(),
              Kind.SELECTED,
              episode,
              OptionalDouble.empty()));
    }
    episode++;
    return batch;
  }

  @Override
  public void observe(Trial trial) {
    if (trial.reward() > bestReward) {
      bestReward = trial.reward();
      baseline = trial.architecture();
    }
  }

  private Architecture neighbour(Architecture from) {
    Architecture architecture = from;
    for (int step = 0; step < 3; step++) {
      TransformationTree tree = space.transformations(architecture);
      List<Integer> chosen = new ArrayList<>();
      Optional<Choice> choice = tree.next(chosen);
      while (choice.isPresent()) {
        int[] valid = choice.get().valid().stream().toArray();
        chosen.add(valid[random.nextInt(valid.length)]);
        choice = tree.next(chosen);
      }
      architecture = tree.apply(chosen);
    }
    return trainable.test(architecture) ? architecture : neighbour(from);
  }
}
