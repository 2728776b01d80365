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
      int i = gate + row * 4 * hidden;
      int f = i + hidden;
      int g = f + hidden;
      int o = g + hidden;
      for (int j = 0; j < hidden; j++) {
        int at = row * hidden + j;
        gates[i + j] = ScalarElementwise.sigmoid(gates[i + j]);
        gates[f + j] = ScalarElementwise.sigmoid(gates[f + j]);
        gates[g + j] = (float) Math.tanh(gates[g + j]);
        gates[o + j] = ScalarElementwise.sigmoid(gates[o + j]);
        float next = gates[f + j] * cells[cell + at] + gates[i + j] * gates[g + j];
        float squashed = (float) Math.tanh(next);
        cells[nextCell + at] = next;
        tanhCells[tanhCell + at] = squashed;
        states[state + at] = gates[o + j] * squashed;
      }
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
      int at = gate + row * 4 * hidden;
      for (int j = 0; j < hidden; j++) {
        float i = gates[at + j];
        float f = gates[at + hidden + j];
        float g = gates[at + 2 * hidden + j];
        float o = gates[at + 3 * hidden + j];
        int position = row * hidden + j;
        float squashed = tanhCells[tanhCell + position];
        float dh = stateGradients[stateGradient + position];
        float dc = cellGradients[cellGradient + position] + dh * o * (1 - squashed * squashed);
        gates[at + j] = dc * g * i * (1 - i);
        gates[at + hidden + j] = dc * cells[cell + position] * f * (1 - f);
        gates[at + 2 * hidden + j] = dc * i * (1 - g * g);
        gates[at + 3 * hidden + j] = dh * squashed * o * (1 - o);
        cellGradients[cellGradient + position] = dc * f;
      }
    }
  }
}
