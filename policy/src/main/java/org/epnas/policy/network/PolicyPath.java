package org.epnas.policy.network;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.architecture.Architecture;
import org.epnas.kernel.search.TransformationTree;

/** A network in the making: what a policy has made so far, and by which decisions. */
public final class PolicyPath {
  private final RandomGenerator random;
  private final List<Decision> decisions = new ArrayList<>();
  private Architecture architecture;

  /**
   * @param random numbers of all its decisions
   */
  public PolicyPath(Architecture start, RandomGenerator random) {
    this.architecture = start;
    this.random = random;
  }

  /**
   * One more decision on each path, all in one batch.
   *
   * @param adaptations one per path; the same one may appear many times
   */
  public static void extend(
      PolicyNetwork policy, List<PolicyPath> paths, List<TransformationTree> adaptations) {
    List<Decision> made =
        policy.decide(adaptations, paths.stream().map(path -> path.random).toList());
    for (int i = 0; i < made.size(); i++) {
      paths.get(i).take(made.get(i));
    }
  }

  private void take(Decision decision) {
    decisions.add(decision);
    architecture = decision.adaptation().apply(decision.action());
  }

  public Architecture architecture() {
    return architecture;
  }

  /** In the order they were made. */
  public List<Decision> decisions() {
    return List.copyOf(decisions);
  }
}
