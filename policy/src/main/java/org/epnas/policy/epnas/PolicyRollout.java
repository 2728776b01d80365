package org.epnas.policy.epnas;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.SearchSpace;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.network.PolicyPath;

/**
 * Rolls out N policies, M times each, in one batch: a network is adapted, embedded anew and adapted
 * again. The replicas share their parameters and differ in their random streams, so the candidates
 * of a replica do not depend on how many others there are.
 */
final class PolicyRollout {
  private final SearchSpace space;
  private final PolicyNetwork policy;
  private final ExplorationConfig config;
  private final long seed;

  PolicyRollout(SearchSpace space, PolicyNetwork policy, ExplorationConfig config, long seed) {
    this.space = space;
    this.policy = policy;
    this.config = config;
    this.seed = seed;
  }

  /**
   * N * M candidates, replica by replica, not yet filtered. The M of a replica share T evenly among
   * themselves: lengths 1, 2, .., T, 1, 2, ..
   *
   * @param transformations T, at least 1
   * @param attempt of the episode, from 0: each has its own random numbers
   */
  List<Candidate> candidates(Architecture parent, int transformations, int episode, int attempt) {
    List<Replica> all =
        IntStream.range(0, config.replicas() * config.candidates())
            .mapToObj(i -> replica(i, parent, transformations, episode, attempt))
            .toList();
    TransformationTree first = space.transformations(parent);
    for (int step = 0; step < transformations; step++) {
      int taken = step;
      List<PolicyPath> active =
          all.stream().filter(one -> one.length > taken).map(Replica::path).toList();
      PolicyPath.extend(
          policy,
          active,
          active.stream()
              .map(path -> taken == 0 ? first : space.transformations(path.architecture()))
              .toList());
    }
    return all.stream()
        .map(one -> Candidate.of(one.path.architecture(), one.path.decisions()))
        .toList();
  }

  private Replica replica(
      int index, Architecture parent, int transformations, int episode, int attempt) {
    int replica = index / config.candidates();
    int candidate = index % config.candidates();
    long draw = (long) attempt * config.candidates() + candidate;
    return new Replica(
        new PolicyPath(
            parent, RandomStream.of(seed, Purpose.POLICY, episode, ((long) replica << 32) + draw)),
        1 + candidate % transformations);
  }

  /**
   * @param length number of transformations it takes
   */
  private record Replica(PolicyPath path, int length) {}
}
