package org.epnas.policy.network;

import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.policy.nn.Parameters;
import org.epnas.policy.nn.VectorMath;
import org.epnas.policy.nn.VectorMathProvider;

/**
 * The policy pi(action | architecture): an LSTM over the tokens of an architecture gives the
 * network embedding; a second LSTM, started from it, emits an action choice by choice. A
 * categorical choice is a softmax over the values of its head, a pointer a softmax over the
 * encoder's states; both are masked to the valid values, and each choice is the next input.
 *
 * <p>A batch is computed together, but each element's result depends on that element and the
 * parameters alone, to the last bit. Serves one thread.
 */
public final class PolicyNetwork {
  private final Parameters parameters = new Parameters();
  private final ActionDecoder decoder;

  /**
   * @param seed the run's seed: the same seed gives the same initial parameters
   */
  public PolicyNetwork(Vocabulary vocabulary, PolicyConfig config, long seed) {
    this(
        vocabulary,
        config,
        VectorMathProvider.create(),
        RandomStream.of(seed, RandomStream.Purpose.POLICY_INITIALISATION, 0, 0));
  }

  PolicyNetwork(
      Vocabulary vocabulary, PolicyConfig config, VectorMath math, RandomGenerator random) {
    decoder = new ActionDecoder(parameters, vocabulary, config, math, random);
  }

  /** Parameters and gradients; what {@link #backward} adds to. */
  public Parameters parameters() {
    return parameters;
  }

  /**
   * Samples one action for every element of the batch.
   *
   * @param batch adaptations of one search space; the same one may appear many times
   * @param streams one per element, of which it takes one number per choice
   */
  public List<Decision> decide(
      List<TransformationTree> batch, List<? extends RandomGenerator> streams) {
    if (streams.size() != batch.size()) {
      throw new IllegalArgumentException(
          "%s random streams for a batch of %s adaptations; give one to each."
              .formatted(streams.size(), batch.size()));
    }
    return batch.isEmpty() ? List.of() : new ActionSampler(decoder, batch, streams).sample();
  }

  /**
   * {@code sum(coefficient * logProbability + entropyCoefficient * entropy)} over the decisions,
   * evaluated anew with the current parameters.
   */
  public double objective(List<WeightedDecision> decisions) {
    return decisions.isEmpty() ? 0 : new ActionScorer(decoder, decisions).objective();
  }

  /**
   * As {@link #objective}, and adds its gradients to those of {@link #parameters}. The entropy's
   * are taken along the choices made: how these change the choices offered later is left out, as is
   * usual.
   */
  public double backward(List<WeightedDecision> decisions) {
    return decisions.isEmpty() ? 0 : new ActionScorer(decoder, decisions).backward();
  }
}
