package org.epnas.policy.network;

import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.search.Adaptation;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.policy.nn.Parameters;

/** The policy pi(action | architecture). Serves one thread. */
public final class PolicyNetwork {
  private final Parameters parameters = new Parameters();

  /**
   * @param seed the run's seed: the same seed gives the same initial parameters
   */
  public PolicyNetwork(Vocabulary vocabulary, PolicyConfig config, long seed) {
    throw new UnsupportedOperationException(vocabulary + " " + config + " " + seed);
  }

  /** Parameters and gradients; what {@link #backward} adds to. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Samples one action for every element of the batch.
   *
   * @param streams one per element, each used for its element only
   */
  public List<Decision> decide(List<Adaptation> batch, List<? extends RandomGenerator> streams) {
    throw new UnsupportedOperationException(batch + " " + streams);
  }

  /** The objective of {@link #backward} without its gradient. */
  public double objective(List<WeightedDecision> decisions) {
    throw new UnsupportedOperationException(decisions.toString());
  }

  /**
   * Adds to the gradients those of {@code sum(coefficient * logProbability + entropyCoefficient *
   * entropy)}, evaluated anew with the current parameters.
   *
   * @return the value of that sum
   */
  public double backward(List<WeightedDecision> decisions) {
    throw new UnsupportedOperationException(decisions.toString());
  }
}
