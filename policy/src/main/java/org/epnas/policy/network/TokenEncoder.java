package org.epnas.policy.network;

import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.policy.nn.Parameters;
import org.epnas.policy.nn.VectorMath;

/**
 * Embeds token sequences: an LSTM over sums of feature embeddings. Keeps the activations of the
 * last {@link #forward} for one {@link #backward}. Serves one thread.
 */
public final class TokenEncoder {
  public TokenEncoder(
      Parameters parameters,
      String name,
      Vocabulary vocabulary,
      PolicyConfig config,
      VectorMath math,
      RandomGenerator random) {
    throw new UnsupportedOperationException(
        parameters + name + vocabulary + config + math + random);
  }

  /**
   * @param sequences at least one; lengths may differ
   */
  public void forward(List<List<Token>> sequences) {
    throw new UnsupportedOperationException(sequences.toString());
  }

  /**
   * The network embeddings: writes the state after each sequence's last token to (batch, hidden).
   */
  public void finalStates(float[] out) {
    throw new UnsupportedOperationException(out.toString());
  }

  /**
   * Adds the gradients of the last forward pass, given those of the final states (batch, hidden).
   */
  public void backward(float[] finalStateGradients) {
    throw new UnsupportedOperationException(finalStateGradients.toString());
  }
}
