package org.epnas.policy.bo;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.policy.bo.Candidate.Origin;
import org.epnas.policy.random.RandomWalk;

/** Walks of uniform transformations. */
public final class UniformWalks implements CandidateSource {
  private final StrategyContext context;
  private final int longest;
  private final RandomWalk walk;

  /**
   * @param longest T: lengths are 1, 2, .., T in turns
   */
  public UniformWalks(StrategyContext context, int longest) {
    this.context = context;
    this.longest = longest;
    walk = new RandomWalk(context.space());
  }

  @Override
  public List<Candidate> rollouts(List<Parent> parents, int count, int episode) {
    RandomStream random = RandomStream.of(context.seed(), Purpose.STRATEGY, episode, 1);
    return IntStream.range(0, count)
        .mapToObj(i -> {
          Parent parent = parents.get(i % parents.size());
          int length = 1 + i / parents.size() % longest;
          return Candidate.of(
              walk.from(parent.architecture(), length, random), parent, List.of(), Origin.WALK);
        })
        .toList();
  }
}
