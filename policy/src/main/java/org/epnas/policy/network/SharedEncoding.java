package org.epnas.policy.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.TransformationTree;
import org.epnas.policy.nn.LstmRun;

/**
 * The architectures of a batch as the encoder sees them. Equal token sequences are embedded once:
 * all rollouts of an episode start from the same baseline.
 */
final class SharedEncoding {
  private final TokenEncoder encoder;
  private final List<List<Token>> distinct = new ArrayList<>();

  /** Which of the distinct sequences each element of the batch has. */
  private int[] sources = new int[0];

  SharedEncoding(TokenEncoder encoder) {
    this.encoder = encoder;
  }

  void forward(List<TransformationTree> batch) {
    distinct.clear();
    sources = new int[batch.size()];
    Map<List<Token>, Integer> seen = new HashMap<>();
    for (int element = 0; element < sources.length; element++) {
      List<Token> tokens = batch.get(element).tokens();
      Integer known = seen.putIfAbsent(tokens, distinct.size());
      sources[element] = known == null ? distinct.size() : known;
      if (known == null) {
        distinct.add(tokens);
      }
    }
    encoder.forward(distinct);
  }

  /** Number of tokens of an element of the batch. */
  int positions(int element) {
    return distinct.get(sources[element]).size();
  }

  /** The states after each token; see {@link #offset} and {@link #stride}. */
  float[] states() {
    return encoder.run().states();
  }

  float[] stateGradients() {
    return encoder.run().stateGradients();
  }

  /** Index of the state after the token at a position of an element's sequence. */
  int offset(int element, int position) {
    return encoder.run().stateOffset(position + 1, sources[element]);
  }

  /** Distance of the states after consecutive tokens of a sequence. */
  int stride() {
    return encoder.run().batch() * encoder.hidden();
  }

  int hidden() {
    return encoder.hidden();
  }

  /** Sets the initial states and cells of the decoder to the encoder's last. */
  void initialise(LstmRun decoder) {
    LstmRun run = encoder.run();
    for (int element = 0; element < sources.length; element++) {
      int from = run.stateOffset(run.steps(), sources[element]);
      int to = decoder.stateOffset(0, element);
      System.arraycopy(run.states(), from, decoder.states(), to, hidden());
      System.arraycopy(run.cells(), from, decoder.cells(), to, hidden());
    }
  }

  void zeroGradients() {
    encoder.run().zeroGradients();
  }

  /**
   * Adds the gradients of the encoder, given those of its states in {@link #stateGradients} and of
   * the decoder's initial states and cells.
   */
  void backward(LstmRun decoder) {
    LstmRun run = encoder.run();
    for (int element = 0; element < sources.length; element++) {
      int from = decoder.stateOffset(0, element);
      int state = run.stateOffset(run.steps(), sources[element]);
      int cell = run.stateOffset(0, sources[element]);
      for (int j = 0; j < hidden(); j++) {
        run.stateGradients()[state + j] += decoder.stateGradients()[from + j];
        run.cellGradients()[cell + j] += decoder.cellGradients()[from + j];
      }
    }
    encoder.backward();
  }
}
