package org.epnas.policy.network;

import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.policy.nn.Embedding;
import org.epnas.policy.nn.Lstm;
import org.epnas.policy.nn.LstmRun;
import org.epnas.policy.nn.Parameters;
import org.epnas.policy.nn.VectorMath;

/**
 * Embeds token sequences: an LSTM over sums of feature embeddings. Keeps the activations of the
 * last {@link #forward} for one {@link #backward}. Serves one thread.
 */
public final class TokenEncoder {
  private final Embedding embedding;
  private final Lstm lstm;
  private final LstmRun run;
  private final int features;
  private final int hidden;
  private List<List<Token>> sequences = List.of();

  public TokenEncoder(
      Parameters parameters,
      String name,
      Vocabulary vocabulary,
      PolicyConfig config,
      VectorMath math,
      RandomGenerator random) {
    features = vocabulary.features().size();
    hidden = config.hidden();
    embedding =
        new Embedding(
            parameters,
            name + ".embedding",
            vocabulary.features().stream().mapToInt(Vocabulary.Category::size).toArray(),
            config.embedding(),
            1 / Math.sqrt(features),
            math,
            random);
    lstm = new Lstm(parameters, name + ".lstm", config.embedding(), hidden, math, random);
    run = lstm.newRun();
  }

  /**
   * @param sequences at least one, none empty; lengths may differ
   */
  public void forward(List<List<Token>> sequences) {
    this.sequences = sequences;
    int[] lengths = sequences.stream().mapToInt(List::size).toArray();
    int longest = 0;
    for (int length : lengths) {
      longest = Math.max(longest, length);
    }
    run.begin(longest, lengths);
    forEachRow((row, offset) -> embedding.add(row, run.inputs(), offset));
    lstm.forward(run);
  }

  /** What to do with a row of the embedding table that is part of the input at an offset. */
  @FunctionalInterface
  private interface RowAction {
    void accept(int row, int offset);
  }

  private void forEachRow(RowAction action) {
    for (int sequence = 0; sequence < sequences.size(); sequence++) {
      List<Token> tokens = sequences.get(sequence);
      for (int position = 0; position < tokens.size(); position++) {
        List<Integer> values = tokens.get(position).values();
        requireAllFeatures(values);
        int offset = run.inputOffset(position, sequence);
        for (int feature = 0; feature < features; feature++) {
          action.accept(embedding.row(feature, values.get(feature)), offset);
        }
      }
    }
  }

  private void requireAllFeatures(List<Integer> values) {
    if (values.size() != features) {
      throw new IllegalArgumentException(
          "Token %s has %s values, the vocabulary has %s features. Maybe it is of another space."
              .formatted(values, values.size(), features));
    }
  }

  /**
   * The network embeddings: writes the state after each sequence's last token to (batch, hidden).
   */
  public void finalStates(float[] out) {
    System.arraycopy(run.states(), run.stateOffset(run.steps(), 0), out, 0, run.batch() * hidden);
  }

  /**
   * Adds the gradients of the last forward pass, given those of the final states (batch, hidden).
   */
  public void backward(float[] finalStateGradients) {
    run.zeroGradients();
    System.arraycopy(
        finalStateGradients,
        0,
        run.stateGradients(),
        run.stateOffset(run.steps(), 0),
        run.batch() * hidden);
    backward();
  }

  /** Adds the gradients of the last forward pass, given those in {@link #run}. */
  void backward() {
    lstm.backward(run);
    forEachRow((row, offset) -> embedding.addGradient(row, run.inputGradients(), offset));
  }

  /** The last forward pass: the state after the token at position l is that after l + 1 steps. */
  LstmRun run() {
    return run;
  }

  int hidden() {
    return hidden;
  }
}
