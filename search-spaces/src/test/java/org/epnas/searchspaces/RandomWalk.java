package org.epnas.searchspaces;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;

/** Random transformations, uniform at each choice. */
public final class RandomWalk {
  private RandomWalk() {}

  /** A complete action. */
  public static List<Integer> action(TransformationTree tree, RandomGenerator random) {
    List<Integer> chosen = new ArrayList<>();
    Optional<Choice> choice = tree.next(chosen);
    while (choice.isPresent()) {
      int[] valid = choice.get().valid().stream().toArray();
      chosen.add(valid[random.nextInt(valid.length)]);
      choice = tree.next(chosen);
    }
    return chosen;
  }

  /** The networks on the way from an architecture, itself included. */
  public static List<Architecture> from(
      Architecture start, SearchSpace space, int steps, RandomGenerator random) {
    List<Architecture> networks = new ArrayList<>(List.of(start));
    for (int i = 0; i < steps; i++) {
      TransformationTree tree = space.transformations(networks.getLast());
      networks.add(tree.apply(action(tree, random)));
    }
    return networks;
  }
}
