package org.epnas.policy.nn;

import static org.epnas.policy.nn.SimdElementwise.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link LstmGates} on the Vector API; what does not fill a vector goes to the plain loops. Passes
 * over arrays rather than one fused loop: five exponentials in one method are more than the
 * compiler inlines, and what it does not inline goes through the heap. Row by row, so that a row's
 * rounding does not depend on its place in the batch.
 */
final class SimdLstmGates implements LstmGates {
  private static final int LANES = SPECIES.length();

  private final Elementwise elementwise = new SimdElementwise();

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
      ScalarLstmGates.activate(elementwise, hidden, gates, rowGate);
      addCells(hidden, gates, rowGate, cells, cell + at, nextCell + at);
      elementwise.tanh(hidden, cells, nextCell + at, tanhCells, tanhCell + at);
      multiply(hidden, gates, rowGate + 2 * hidden, tanhCells, tanhCell + at, states, state + at);
    }
  }

  private static void addCells(
      int hidden, float[] gates, int gate, float[] cells, int cell, int nextCell) {
    int whole = SPECIES.loopBound(hidden);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector i = FloatVector.fromArray(SPECIES, gates, gate + j);
      FloatVector f = FloatVector.fromArray(SPECIES, gates, gate + hidden + j);
      FloatVector g = FloatVector.fromArray(SPECIES, gates, gate + 3 * hidden + j);
      FloatVector c = FloatVector.fromArray(SPECIES, cells, cell + j);
      f.fma(c, i.mul(g)).intoArray(cells, nextCell + j);
    }
    ScalarLstmGates.addCells(whole, hidden, gates, gate, cells, cell, nextCell);
  }

  private static void multiply(
      int hidden, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset) {
    int whole = SPECIES.loopBound(hidden);
    for (int j = 0; j < whole; j += LANES) {
      FloatVector factor = FloatVector.fromArray(SPECIES, y, yOffset + j);
      FloatVector.fromArray(SPECIES, x, xOffset + j).mul(factor).intoArray(z, zOffset + j);
    }
    ScalarLstmGates.multiply(whole, hidden, x, xOffset, y, yOffset, z, zOffset);
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
    int whole = SPECIES.loopBound(hidden);
    for (int row = 0; row < rows; row++) {
      int start = row * hidden;
      for (int j = 0; j < whole; j += LANES) {
        int at = gate + 4 * start + j;
        int to = start + j;
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector i = FloatVector.fromArray(SPECIES, gates, at);
        FloatVector f = FloatVector.fromArray(SPECIES, gates, at + hidden);
        FloatVector o = FloatVector.fromArray(SPECIES, gates, at + 2 * hidden);
        FloatVector g = FloatVector.fromArray(SPECIES, gates, at + 3 * hidden);
        FloatVector squashed = FloatVector.fromArray(SPECIES, tanhCells, tanhCell + to);
        FloatVector dh = FloatVector.fromArray(SPECIES, stateGradients, stateGradient + to);
        FloatVector dc =
            dh.mul(o)
                .mul(one.sub(squashed.mul(squashed)))
                .add(FloatVector.fromArray(SPECIES, cellGradients, cellGradient + to));
        dc.mul(g).mul(i).mul(one.sub(i)).intoArray(gates, at);
        dc.mul(FloatVector.fromArray(SPECIES, cells, cell + to))
            .mul(f)
            .mul(one.sub(f))
            .intoArray(gates, at + hidden);
        dh.mul(squashed).mul(o).mul(one.sub(o)).intoArray(gates, at + 2 * hidden);
        dc.mul(i).mul(one.sub(g.mul(g))).intoArray(gates, at + 3 * hidden);
        dc.mul(f).intoArray(cellGradients, cellGradient + to);
      }
      ScalarLstmGates.backwardRow(
          whole,
          hidden,
          gates,
          gate + 4 * start,
          cells,
          cell + start,
          tanhCells,
          tanhCell + start,
          stateGradients,
          stateGradient + start,
          cellGradients,
          cellGradient + start);
    }
  }
}
