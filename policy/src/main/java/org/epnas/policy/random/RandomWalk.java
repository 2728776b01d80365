package org.epnas.policy.random;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;

/** Random transformations in a row; every choice is uniform over its valid values. */
public final class RandomWalk {
  private final SearchSpace space;

  public RandomWalk(SearchSpace space) {
    this.space = space;
  }

  /**
   * @param length number of transformations, at least 0
   */
  public Architecture from(Architecture start, int length, RandomGenerator random) {
    Architecture at = start;
    for (int step = 0; step < length; step++) {
      at = transform(space.transformations(at), random);
    }
    return at;
  }

  /** One action, of which every choice is uniform over its valid values. */
  public static Architecture transform(TransformationTree adaptation, RandomGenerator random) {
    List<Integer> action = new ArrayList<>();
    for (Optional<Choice> next = adaptation.next(action);
        next.isPresent();
        next = adaptation.next(action)) {
      action.add(uniform(next.get().valid(), random));
    }
    return adaptation.apply(action);
  }

  private static int uniform(BitSet valid, RandomGenerator random) {
    int skip = random.nextInt(valid.cardinality());
    int value = valid.nextSetBit(0);
    for (int i = 0; i < skip; i++) {
      value = valid.nextSetBit(value + 1);
    }
    return value;
  }
}
