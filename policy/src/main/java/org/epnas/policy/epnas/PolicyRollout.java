package org.epnas.policy.epnas;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.policy.bo.Candidate;
import org.epnas.policy.bo.Candidate.Origin;
import org.epnas.policy.bo.Parent;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.network.PolicyPath;

/**
 * Rolls out parallel policies in one batch: a network is adapted, embedded anew and adapted again.
 * The replicas share their parameters and differ in their random streams, so what a replica makes
 * does not depend on how many others there are.
 */
final class PolicyRollout {
  private final SearchSpace space;
  private final PolicyNetwork policy;
  private final int longest;
  private final long seed;

  /**
   * @param longest T: lengths are 1, 2, .., T in turns
   */
  PolicyRollout(SearchSpace space, PolicyNetwork policy, int longest, long seed) {
    this.space = space;
    this.policy = policy;
    this.longest = longest;
    this.seed = seed;
  }

  /**
   * Rollouts that are not yet filtered; the parents share them, and of each parent's the lengths,
   * evenly.
   *
   * @param parents at least one
   */
  List<Candidate> candidates(List<Parent> parents, int count, int episode) {
    List<Replica> all =
        IntStream.range(0, count).mapToObj(i -> replica(i, parents, episode)).toList();
    for (int step = 0; step < longest; step++) {
      int taken = step;
      List<PolicyPath> active =
          all.stream().filter(one -> one.length > taken).map(Replica::path).toList();
      PolicyPath.extend(
          policy,
          active,
          active.stream().map(path -> space.transformations(path.architecture())).toList());
    }
    return all.stream()
        .map(one ->
            Candidate.of(one.path.architecture(), one.parent, one.path.decisions(), Origin.POLICY))
        .toList();
  }

  private Replica replica(int index, List<Parent> parents, int episode) {
    Parent parent = parents.get(index % parents.size());
    return new Replica(
        parent,
        new PolicyPath(
            parent.architecture(), RandomStream.of(seed, Purpose.POLICY, episode, index)),
        1 + index / parents.size() % longest);
  }

  /**
   * @param length number of transformations it takes
   */
  private record Replica(Parent parent, PolicyPath path, int length) {}
}
