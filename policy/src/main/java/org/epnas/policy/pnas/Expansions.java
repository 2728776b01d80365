package org.epnas.policy.pnas;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.random.RandomWalk;

/** The networks that are one transformation away from others. */
final class Expansions {
  private final SearchSpace space;
  private final int most;

  /**
   * @param most transformations tried for all parents together, at least 1
   */
  Expansions(SearchSpace space, int most) {
    this.space = space;
    this.most = most;
  }

  /**
   * The distinct ones, in an order that depends on the parents and the random numbers alone: every
   * transformation of a parent that has no more than its even share of them, else a random sample
   * of so many.
   *
   * @param unseen asked with the hash of a canonical form; others are left out
   */
  List<Architecture> of(
      List<Architecture> parents, Predicate<String> unseen, RandomGenerator random) {
    int share = Math.max(1, most / Math.max(1, parents.size()));
    Map<String, Architecture> byHash = new LinkedHashMap<>();
    for (Architecture parent : parents) {
      expand(space.transformations(parent), share, random)
          .forEach(child -> byHash.putIfAbsent(child.canonicalForm().hash(), child));
    }
    return byHash.entrySet().stream()
        .filter(entry -> unseen.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static Stream<Architecture> expand(
      TransformationTree adaptation, int share, RandomGenerator random) {
    List<List<Integer>> actions = new ArrayList<>();
    collect(adaptation, List.of(), share + 1, actions);
    return actions.size() <= share
        ? actions.stream().map(adaptation::apply)
        : Stream.generate(() -> RandomWalk.transform(adaptation, random)).limit(share);
  }

  /** Complete actions that begin with the chosen values, in order, until there are enough. */
  private static void collect(
      TransformationTree adaptation,
      List<Integer> chosen,
      int enough,
      List<List<Integer>> actions) {
    Optional<Choice> next = adaptation.next(chosen);
    if (next.isEmpty()) {
      actions.add(chosen);
      return;
    }
    int[] values = next.get().valid().stream().toArray();
    for (int i = 0; i < values.length && actions.size() < enough; i++) {
      List<Integer> longer = new ArrayList<>(chosen);
      longer.add(values[i]);
      collect(adaptation, List.copyOf(longer), enough, actions);
    }
  }
}
