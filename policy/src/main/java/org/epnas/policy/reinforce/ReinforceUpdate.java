package org.epnas.policy.reinforce;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.network.Decision;
import org.epnas.policy.network.PolicyNetwork;
import org.epnas.policy.network.WeightedDecision;
import org.epnas.policy.nn.Adam;
import org.epnas.policy.nn.GradientClip;
import org.epnas.policy.nn.Parameters;

/**
 * REINFORCE (Williams 1992): one step of gradient ascent on the expected reward of a {@link
 * PolicyNetwork}, with an entropy bonus, gradient-norm clipping and Adam. Serves one thread.
 */
public final class ReinforceUpdate {
  private final PolicyNetwork network;
  private final ReinforceConfig config;
  private final Adam adam;

  public ReinforceUpdate(PolicyNetwork network, ReinforceConfig config) {
    this.network = network;
    this.config = config;
    adam = new Adam(network.parameters().size(), Adam.Config.of(config.learningRate()));
  }

  /**
   * Learns from one episode of K rollouts along
   *
   * <pre>
   *   1/K sum_k ( w_k A_k sum_t grad log pi(a_kt | s_kt) + beta sum_t grad H(pi(. | s_kt)) )
   * </pre>
   *
   * @param rollouts none changes nothing
   */
  public UpdateReport apply(List<Rollout> rollouts) {
    return apply(rollouts, config.entropyCoefficient());
  }

  /**
   * The same with another weight of the entropy bonus.
   *
   * @param entropyCoefficient beta, at least 0
   */
  public UpdateReport apply(List<Rollout> rollouts, double entropyCoefficient) {
    if (rollouts.isEmpty()) {
      return new UpdateReport(0, 0, 0, 0, false);
    }
    Parameters parameters = network.parameters();
    parameters.zeroGradients();
    // Adam minimises, so the gradients are those of the negative surrogate.
    double loss = network.backward(lossTerms(rollouts, entropyCoefficient));
    double norm = GradientClip.byNorm(parameters, config.gradientClipNorm());
    requireFinite(loss, norm);
    adam.step(parameters);
    return new UpdateReport(
        rollouts.size(), -loss, meanEntropy(rollouts), norm, norm > config.gradientClipNorm());
  }

  /** What two rollouts have in common where both did the same to the same network. */
  private record Step(TransformationTree adaptation, List<Integer> action) {}

  /** Equal steps are evaluated once, with the sums of their coefficients. */
  private static List<WeightedDecision> lossTerms(
      List<Rollout> rollouts, double entropyCoefficient) {
    Map<Step, WeightedDecision> terms = new LinkedHashMap<>();
    for (Rollout rollout : rollouts) {
      double coefficient = -rollout.weight() * rollout.advantage() / rollouts.size();
      double entropy = -entropyCoefficient / rollouts.size();
      for (Decision decision : rollout.decisions()) {
        terms.merge(
            new Step(decision.adaptation(), decision.action()),
            new WeightedDecision(decision, coefficient, entropy),
            WeightedDecision::plus);
      }
    }
    return List.copyOf(terms.values());
  }

  private static void requireFinite(double loss, double norm) {
    if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
      throw new IllegalStateException(
          "REINFORCE got a loss (%s) with gradient norm (%s); both must be finite. Maybe use a smaller learning rate."
              .formatted(loss, norm));
    }
  }

  private static double meanEntropy(List<Rollout> rollouts) {
    return rollouts.stream()
        .flatMap(rollout -> rollout.decisions().stream())
        .mapToDouble(Decision::entropy)
        .average()
        .orElse(0);
  }

  /** Parameters of the network and moments of the optimiser, exactly. */
  public byte[] state() {
    byte[] values = network.parameters().state();
    byte[] moments = adam.state();
    return ByteBuffer.allocate(values.length + moments.length).put(values).put(moments).array();
  }

  /** Takes over the state of an update of a network of the same shape. */
  public void restore(byte[] state) {
    int values = network.parameters().state().length;
    int moments = adam.state().length;
    if (state.length != values + moments) {
      throw new IllegalArgumentException(
          "Policy state has %s bytes, this network needs %s. Maybe it belongs to another space or configuration."
              .formatted(state.length, values + moments));
    }
    ByteBuffer bytes = ByteBuffer.wrap(state);
    network.parameters().restore(take(bytes, values));
    adam.restore(take(bytes, moments));
  }

  private static byte[] take(ByteBuffer bytes, int length) {
    byte[] part = new byte[length];
    bytes.get(part);
    return part;
  }
}
