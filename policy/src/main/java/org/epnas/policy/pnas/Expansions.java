package org.epnas.policy.pnas;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.policy.random.Steps;

/** The networks that are one step away from others, neutral transformations passed through. */
final class Expansions {
  private final Steps steps;
  private final int most;

  /**
   * @param most transformations tried for all parents together, at least 1
   */
  Expansions(SearchSpace space, int most) {
    this.steps = new Steps(space);
    this.most = most;
  }

  /**
   * The distinct ones, in an order that depends on the parents and the random numbers alone: every
   * step from a parent that has no more than its even share of them, else a random sample of so
   * many.
   *
   * @param unseen asked with the hash of a canonical form; others are left out
   */
  List<Architecture> of(
      List<Architecture> parents, Predicate<String> unseen, RandomGenerator random) {
    int share = Math.max(1, most / Math.max(1, parents.size()));
    Map<String, Architecture> byHash = new LinkedHashMap<>();
    for (Architecture parent : parents) {
      steps
          .from(parent, share, random)
          .forEach(child -> byHash.putIfAbsent(child.canonicalForm().hash(), child));
    }
    return byHash.entrySet().stream()
        .filter(entry -> unseen.test(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }
}
