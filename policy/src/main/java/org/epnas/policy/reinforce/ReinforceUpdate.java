package org.epnas.policy.reinforce;

import java.util.List;
import org.epnas.policy.network.PolicyNetwork;

/** One step of gradient ascent on the expected reward. Serves one thread. */
public final class ReinforceUpdate {
  public ReinforceUpdate(PolicyNetwork network, ReinforceConfig config) {
    throw new UnsupportedOperationException(network + " " + config);
  }

  /**
   * Learns from one episode: {@code 1/K sum_k w_k A_k sum_t grad log pi(a_kt | s_kt) + beta grad
   * H}.
   */
  public UpdateReport apply(List<Rollout> rollouts) {
    throw new UnsupportedOperationException(rollouts.toString());
  }

  /** Parameters of the network and moments of the optimiser. */
  public byte[] state() {
    throw new UnsupportedOperationException();
  }

  /** Takes over a state of an update over a network of the same shape. */
  public void restore(byte[] state) {
    throw new UnsupportedOperationException(state.toString());
  }
}
