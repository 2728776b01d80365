package org.epnas.policy.network;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.search.Choice;
import org.epnas.policy.nn.Buffers;
import org.epnas.policy.nn.Embedding;
import org.epnas.policy.nn.Linear;
import org.epnas.policy.nn.LstmRun;

/**
 * The inputs of the decoder: a learned start symbol at first, then what was chosen last - the
 * embedding of a categorical value, or the projected encoder state of a token pointed to.
 */
final class ChoiceFeedback {
  private static final int START = 0;

  private final Embedding embedding;
  private final Linear projection;
  private final SharedEncoding encoding;
  private final List<Embedded> embedded = new ArrayList<>();
  private final List<Pointed> pointed = new ArrayList<>();
  private int projected;
  private float[] states = new float[0];
  private float[] inputs = new float[0];

  /** An input that is a row of the embedding. */
  private record Embedded(int row, int step, int element) {}

  /** An input that is made from the state of a token. */
  private record Pointed(int position, int step, int element) {}

  /**
   * @param embedding feature 0 is the start symbol, feature h + 1 the values of head h
   * @param projection from the encoder's states to the decoder's inputs
   */
  ChoiceFeedback(Embedding embedding, Linear projection, SharedEncoding encoding) {
    this.embedding = embedding;
    this.projection = projection;
    this.encoding = encoding;
  }

  void begin() {
    embedded.clear();
    pointed.clear();
    projected = 0;
  }

  /**
   * Makes what an element chose last its input of a step, at step 0 the start symbol; a pointer
   * only after {@link #project}.
   */
  void feed(LstmRun decoder, int step, int element, ActionPath path) {
    if (step == 0) {
      embed(decoder, new Embedded(embedding.row(START, 0), step, element));
      return;
    }
    Choice choice = path.choice(step - 1);
    int value = path.value(step - 1);
    if (choice.pointer()) {
      pointed.add(new Pointed(value, step, element));
    } else {
      embed(decoder, new Embedded(embedding.row(choice.head() + 1, value), step, element));
    }
  }

  private void embed(LstmRun decoder, Embedded input) {
    embedded.add(input);
    embedding.add(input.row, decoder.inputs(), decoder.inputOffset(input.step, input.element));
  }

  /** Writes the inputs of all pointers fed since the last call. */
  void project(LstmRun decoder) {
    List<Pointed> fresh = pointed.subList(projected, pointed.size());
    projected = pointed.size();
    if (fresh.isEmpty()) {
      return;
    }
    gatherStates(fresh);
    inputs = Buffers.grown(inputs, fresh.size() * projection.outputs());
    projection.forward(fresh.size(), states, inputs);
    for (int row = 0; row < fresh.size(); row++) {
      System.arraycopy(
          inputs,
          row * projection.outputs(),
          decoder.inputs(),
          decoder.inputOffset(fresh.get(row).step, fresh.get(row).element),
          projection.outputs());
    }
  }

  private void gatherStates(List<Pointed> pointers) {
    states = Buffers.grown(states, pointers.size() * projection.inputs());
    for (int row = 0; row < pointers.size(); row++) {
      System.arraycopy(
          encoding.states(),
          offset(pointers.get(row)),
          states,
          row * projection.inputs(),
          projection.inputs());
    }
  }

  private int offset(Pointed pointer) {
    return encoding.offset(pointer.element, pointer.position);
  }

  /** Adds to the gradients of the parameters and of the encoder's states. */
  void backward(LstmRun decoder) {
    float[] gradients = decoder.inputGradients();
    for (Embedded input : embedded) {
      embedding.addGradient(input.row, gradients, decoder.inputOffset(input.step, input.element));
    }
    if (!pointed.isEmpty()) {
      projectBackward(decoder);
    }
  }

  private void projectBackward(LstmRun decoder) {
    gatherStates(pointed);
    int width = projection.outputs();
    inputs = Buffers.grown(inputs, pointed.size() * width);
    for (int row = 0; row < pointed.size(); row++) {
      int from = decoder.inputOffset(pointed.get(row).step, pointed.get(row).element);
      System.arraycopy(decoder.inputGradients(), from, inputs, row * width, width);
    }
    float[] stateGradients = new float[pointed.size() * projection.inputs()];
    projection.backward(pointed.size(), states, inputs, stateGradients);
    for (int row = 0; row < pointed.size(); row++) {
      int to = offset(pointed.get(row));
      for (int j = 0; j < projection.inputs(); j++) {
        encoding.stateGradients()[to + j] += stateGradients[row * projection.inputs() + j];
      }
    }
  }
}
