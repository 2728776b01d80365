package org.epnas.policy.epnas;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.policy.random.RandomWalk;

/**
 * Finds the candidates of an episode: by rollouts of the policy, and where those give too few that
 * are new and within the limits, by longer and longer random walks from the parent.
 */
final class CandidateSource {
  private static final int RANKED_PER_TRAINED = 2;
  private static final int ROLLOUT_ATTEMPTS = 3;
  private static final int WALK_ATTEMPTS = 12;
  private static final int WALKS = 16;

  private final StrategyContext context;
  private final Predicate<Architecture> worthTraining;
  private final PolicyRollout rollout;
  private final RandomWalk walk;

  /**
   * @param worthTraining whether a network is within every limit that can be told before training
   */
  CandidateSource(
      StrategyContext context, PolicyRollout rollout, Predicate<Architecture> worthTraining) {
    this.context = context;
    this.worthTraining = worthTraining;
    this.rollout = rollout;
    walk = new RandomWalk(context.space());
  }

  /**
   * @param wanted how many are to be trained; the policy tries to find twice as many, so that there
   *     is something to rank
   * @param seen hashes of everything proposed before
   * @return as many as were found, possibly more than wanted or none
   */
  List<Candidate> find(
      Architecture parent, int transformations, int episode, int wanted, Set<String> seen) {
    CandidatePool pool = new CandidatePool(seen, worthTraining);
    int worthRanking = RANKED_PER_TRAINED * wanted;
    for (int attempt = 0; attempt < ROLLOUT_ATTEMPTS && pool.size() < worthRanking; attempt++) {
      pool.add(rollout.candidates(parent, transformations, episode, attempt));
    }
    for (int attempt = 0; attempt < WALK_ATTEMPTS && pool.size() < wanted; attempt++) {
      pool.add(walks(parent, transformations + attempt, episode, attempt));
    }
    return pool.candidates();
  }

  private List<Candidate> walks(Architecture parent, int longest, int episode, int attempt) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, episode, attempt);
    return IntStream.range(0, WALKS)
        .mapToObj(i -> walk.from(parent, 1 + random.nextInt(longest), random))
        .map(end -> Candidate.of(end, List.of()))
        .toList();
  }
}
