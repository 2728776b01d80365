package org.epnas.policy.random;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.Choice;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;

/**
 * Steps from a network to others. A transformation can be neutral: it changes how the space
 * describes the network, for example an edge that leads nowhere yet, but not the network. A
 * strategy that trains every network once never trains what such a transformation makes, and
 * whoever goes on from trained networks alone never sees what lies behind it. So a step goes on
 * through neutral transformations until the network is another one.
 */
public final class Steps {
  /** Descriptions of one network that a step goes through, so that it ends in any space. */
  private static final int MOST_DESCRIPTIONS = 64;

  private final SearchSpace space;

  public Steps(SearchSpace space) {
    this.space = space;
  }

  /**
   * One step at random, every choice uniform over its valid values; the network itself where so
   * many transformations in a row were neutral that perhaps all are.
   */
  public Architecture random(Architecture from, RandomGenerator random) {
    String hash = from.canonicalForm().hash();
    Architecture at = from;
    for (int i = 0; i < MOST_DESCRIPTIONS; i++) {
      at = RandomWalk.transform(space.transformations(at), random);
      if (!at.canonicalForm().hash().equals(hash)) {
        return at;
      }
    }
    return at;
  }

  /**
   * The distinct networks that are one step away: all of them where no description of the network
   * has more transformations than asked for, else a random sample of so many draws.
   *
   * @param most transformations tried, at least 1
   */
  public Collection<Architecture> from(Architecture start, int most, RandomGenerator random) {
    String own = start.canonicalForm().hash();
    Map<String, Architecture> found = new LinkedHashMap<>();
    List<Architecture> descriptions = new ArrayList<>(List.of(start));
    int tried = 0;
    for (int i = 0; i < descriptions.size(); i++) {
      TransformationTree adaptation = space.transformations(descriptions.get(i));
      List<List<Integer>> actions = actions(adaptation, most - tried + 1);
      tried += actions.size();
      if (tried > most) {
        return sample(start, most, random);
      }
      for (List<Integer> action : actions) {
        Architecture end = adaptation.apply(action);
        String hash = end.canonicalForm().hash();
        if (!hash.equals(own)) {
          found.putIfAbsent(hash, end);
        } else if (descriptions.size() < MOST_DESCRIPTIONS && !descriptions.contains(end)) {
          descriptions.add(end);
        }
      }
    }
    return List.copyOf(found.values());
  }

  private Collection<Architecture> sample(Architecture start, int draws, RandomGenerator random) {
    Map<String, Architecture> found = new LinkedHashMap<>();
    for (int i = 0; i < draws; i++) {
      Architecture end = random(start, random);
      found.putIfAbsent(end.canonicalForm().hash(), end);
    }
    found.remove(start.canonicalForm().hash());
    return List.copyOf(found.values());
  }

  /** Complete actions, in order, until there are enough. */
  private static List<List<Integer>> actions(TransformationTree adaptation, int enough) {
    List<List<Integer>> actions = new ArrayList<>();
    collect(adaptation, List.of(), enough, actions);
    return actions;
  }

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
