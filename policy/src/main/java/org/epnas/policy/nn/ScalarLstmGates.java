package org.epnas.policy.nn;

/** {@link LstmGates} in plain loops. */
final class ScalarLstmGates implements LstmGates {
  private final Elementwise elementwise = new ScalarElementwise();

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
      int rowGate = gate + 4 * at;
      activate(elementwise, hidden, gates, rowGate);
      addCells(0, hidden, gates, rowGate, cells, cell + at, nextCell + at);
      elementwise.tanh(hidden, cells, nextCell + at, tanhCells, tanhCell + at);
      multiply(
          0, hidden, gates, rowGate + 2 * hidden, tanhCells, tanhCell + at, states, state + at);
    }
  }

  /** Applies sigmoid to i, f and o and tanh to g, of one row. */
  static void activate(Elementwise elementwise, int hidden, float[] gates, int gate) {
    int g = gate + 3 * hidden;
    elementwise.sigmoid(3 * hidden, gates, gate, gates, gate);
    elementwise.tanh(hidden, gates, g, gates, g);
  }

  /** {@code c' = f c + i g} of one row from column {@code first} on; offsets are of column 0. */
  static void addCells(
      int first, int hidden, float[] gates, int gate, float[] cells, int cell, int nextCell) {
    for (int j = first; j < hidden; j++) {
      float i = gates[gate + j];
      float f = gates[gate + hidden + j];
      float g = gates[gate + 3 * hidden + j];
      cells[nextCell + j] = f * cells[cell + j] + i * g;
    }
  }

  /** {@code z = x y} of one row from column {@code first} on; offsets are of column 0. */
  static void multiply(
      int first,
      int hidden,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset,
      float[] z,
      int zOffset) {
    for (int j = first; j < hidden; j++) {
      z[zOffset + j] = x[xOffset + j] * y[yOffset + j];
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

  /** Gradients of one row from column {@code first} on; offsets are those of column 0. */
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
      float o = gates[at + 2 * hidden];
      float g = gates[at + 3 * hidden];
      float squashed = tanhCells[tanhCell + j];
      float dh = stateGradients[stateGradient + j];
      float dc = cellGradients[cellGradient + j] + dh * o * (1 - squashed * squashed);
      gates[at] = dc * g * i * (1 - i);
      gates[at + hidden] = dc * cells[cell + j] * f * (1 - f);
      gates[at + 2 * hidden] = dh * squashed * o * (1 - o);
      gates[at + 3 * hidden] = dc * i * (1 - g * g);
      cellGradients[cellGradient + j] = dc * f;
    }
  }
}
