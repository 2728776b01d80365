package org.epnas.policy.nn;

/**
 * The pointwise part of one step of an LSTM (Hochreiter and Schmidhuber 1997, with the forget gate
 * of Gers et al. 2000) for {@code rows} sequences of a batch. A row of {@code gates} is (i, f, o,
 * g), each {@code hidden} wide; rows of the other arrays are {@code hidden} wide. A row of the
 * result depends on that row alone, to the last bit.
 */
public interface LstmGates {
  /**
   * {@code i, f, o = sigmoid, g = tanh} of the pre-activations, in place; {@code c' = f c + i g};
   * {@code h' = o tanh(c')}.
   *
   * @param cells holds c at {@code cell} and receives c' at {@code nextCell}
   * @param tanhCells receives tanh(c')
   * @param states receives h'
   */
  void forward(
      int rows,
      int hidden,
      float[] gates,
      int gate,
      float[] cells,
      int cell,
      int nextCell,
      float[] tanhCells,
      int tanhCell,
      float[] states,
      int state);

  /**
   * The gradient of {@link #forward}: replaces the activations in {@code gates} by the gradients of
   * the pre-activations and, in {@code cellGradients}, that of c' by that of c.
   *
   * @param cells holds c at {@code cell}
   * @param stateGradients holds the gradient of h' at {@code stateGradient}
   */
  void backward(
      int rows,
      int hidden,
      float[] gates,
      int gate,
      float[] cells,
      int cell,
      float[] tanhCells,
      int tanhCell,
      float[] stateGradients,
      int stateGradient,
      float[] cellGradients,
      int cellGradient);
}
