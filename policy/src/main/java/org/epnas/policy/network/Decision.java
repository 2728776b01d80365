package org.epnas.policy.network;

import java.util.List;
import org.epnas.kernel.search.TransformationTree;

/**
 * One sampled transformation.
 *
 * @param adaptation what could have been done
 * @param action the values chosen, a complete path of {@link TransformationTree#next}
 * @param logProbability natural logarithm of the action's probability: the sum over its choices
 * @param entropy sum over the choices made of the entropy of each one's distribution, in nats
 */
public record Decision(
    TransformationTree adaptation, List<Integer> action, double logProbability, double entropy) {
  public Decision {
    action = List.copyOf(action);
  }
}
