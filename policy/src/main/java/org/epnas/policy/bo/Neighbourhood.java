package org.epnas.policy.bo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.policy.bo.Candidate.Origin;
import org.epnas.policy.random.RandomWalk;
import org.epnas.policy.random.Steps;

/** Adds to a pool what is around its candidates, or further away from the parents. */
final class Neighbourhood {
  private static final int WALK_ATTEMPTS = 12;
  private static final int WALKS = 16;

  private final StrategyContext context;
  private final ExplorationConfig config;
  private final RandomWalk walk;
  private final Steps steps;

  Neighbourhood(StrategyContext context, ExplorationConfig config) {
    this.context = context;
    this.config = config;
    walk = new RandomWalk(context.space());
    steps = new Steps(context.space());
  }

  /** Where rollouts gave too few that are new and within the limits: longer and longer walks. */
  void fill(CandidatePool pool, List<Parent> parents, int wanted, int episode) {
    for (int attempt = 0; attempt < WALK_ATTEMPTS && pool.size() < wanted; attempt++) {
      RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, episode, 2 + attempt);
      int longest = config.transformations() + 1 + attempt;
      pool.add(
          IntStream.range(0, WALKS)
              .mapToObj(i -> {
                Parent parent = parents.get(i % parents.size());
                return Candidate.of(
                    walk.from(parent.architecture(), 1 + random.nextInt(longest), random),
                    parent,
                    List.of(),
                    Origin.WALK);
              })
              .toList());
    }
  }

  /**
   * Climbs the acquisition: adds the neighbours of the best candidates, and then those of the best
   * of all.
   *
   * @return the whole pool
   */
  List<Candidate> climb(CandidatePool pool, Acquisition acquisition, RandomStream random) {
    Set<String> climbed = new HashSet<>();
    for (int round = 0; round < config.climbs(); round++) {
      for (Candidate top : acquisition.best(pool.candidates(), config.climbers())) {
        if (climbed.add(top.hash())) {
          pool.add(neighbours(top, random));
        }
      }
    }
    return new ArrayList<>(pool.candidates());
  }

  private List<Candidate> neighbours(Candidate of, RandomStream random) {
    return steps.from(of.architecture(), config.neighbours(), random).stream()
        .map(network -> Candidate.of(network, of.parent(), List.of(), Origin.CLIMB))
        .toList();
  }
}
