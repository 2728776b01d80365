package org.epnas.policy.nn;

/** {@link LstmGates} in plain loops. */
final class ScalarLstmGates implements LstmGates {
  @Override
  public void forward(
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
      int state) {
    for (int row = 0; row < rows; row++) {
      int at = row * hidden;
      forwardRow(
          0,
          hidden,
          gates,
          gate + 4 * at,
          cells,
          cell + at,
          nextCell + at,
          tanhCells,
          tanhCell + at,
          states,
          state + at);
    }
  }

  /** One row, from column {@code first} on; the offsets are those of its column 0. */
  static void forwardRow(
      int first,
      int hidden,
      float[] gates,
      int gate,
      float[] cells,
      int cell,
      int nextCell,
      float[] tanhCells,
      int tanhCell,
      float[] states,
      int state) {
    for (int j = first; j < hidden; j++) {
      int at = gate + j;
      float i = ScalarElementwise.sigmoid(gates[at]);
      float f = ScalarElementwise.sigmoid(gates[at + hidden]);
      float g = (float) Math.tanh(gates[at + 2 * hidden]);
      float o = ScalarElementwise.sigmoid(gates[at + 3 * hidden]);
      float next = f * cells[cell + j] + i * g;
      float squashed = (float) Math.tanh(next);
      gates[at] = i;
      gates[at + hidden] = f;
      gates[at + 2 * hidden] = g;
      gates[at + 3 * hidden] = o;
      cells[nextCell + j] = next;
      tanhCells[tanhCell + j] = squashed;
      states[state + j] = o * squashed;
    }
  }

  @Override
  public void backward(
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
      int cellGradient) {
    for (int row = 0; row < rows; row++) {
      int at = row * hidden;
      backwardRow(
          0,
          hidden,
          gates,
          gate + 4 * at,
          cells,
          cell + at,
          tanhCells,
          tanhCell + at,
          stateGradients,
          stateGradient + at,
          cellGradients,
          cellGradient + at);
    }
  }

  /** One row, from column {@code first} on; the offsets are those of its column 0. */
  static void backwardRow(
      int first,
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
      int cellGradient) {
    for (int j = first; j < hidden; j++) {
      int at = gate + j;
      float i = gates[at];
      float f = gates[at + hidden];
      float g = gates[at + 2 * hidden];
      float o = gates[at + 3 * hidden];
      float squashed = tanhCells[tanhCell + j];
      float dh = stateGradients[stateGradient + j];
      float dc = cellGradients[cellGradient + j] + dh * o * (1 - squashed * squashed);
      gates[at] = dc * g * i * (1 - i);
      gates[at + hidden] = dc * cells[cell + j] * f * (1 - f);
      gates[at + 2 * hidden] = dc * i * (1 - g * g);
      gates[at + 3 * hidden] = dh * squashed * o * (1 - o);
      cellGradients[cellGradient + j] = dc * f;
    }
  }
}
