package org.epnas.policy.nn;

import static org.epnas.policy.nn.SimdFunctions.SPECIES;
import static org.epnas.policy.nn.SimdFunctions.all;

import jdk.incubator.vector.FloatVector;

/** {@link LstmGates} on the Vector API; what does not fill a vector goes to the plain loops. */
final class SimdLstmGates implements LstmGates {
  private static final int LANES = SPECIES.length();

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
    int whole = SPECIES.loopBound(hidden);
    for (int row = 0; row < rows; row++) {
      int start = row * hidden;
      for (int j = 0; j < whole; j += LANES) {
        int at = gate + 4 * start + j;
        int to = start + j;
        FloatVector i = SimdFunctions.sigmoid(load(gates, at));
        FloatVector f = SimdFunctions.sigmoid(load(gates, at + hidden));
        FloatVector g = SimdFunctions.tanh(load(gates, at + 2 * hidden));
        FloatVector o = SimdFunctions.sigmoid(load(gates, at + 3 * hidden));
        FloatVector next = f.fma(load(cells, cell + to), i.mul(g));
        FloatVector squashed = SimdFunctions.tanh(next);
        i.intoArray(gates, at);
        f.intoArray(gates, at + hidden);
        g.intoArray(gates, at + 2 * hidden);
        o.intoArray(gates, at + 3 * hidden);
        next.intoArray(cells, nextCell + to);
        squashed.intoArray(tanhCells, tanhCell + to);
        o.mul(squashed).intoArray(states, state + to);
      }
      ScalarLstmGates.forwardRow(
          whole,
          hidden,
          gates,
          gate + 4 * start,
          cells,
          cell + start,
          nextCell + start,
          tanhCells,
          tanhCell + start,
          states,
          state + start);
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
    int whole = SPECIES.loopBound(hidden);
    for (int row = 0; row < rows; row++) {
      int start = row * hidden;
      for (int j = 0; j < whole; j += LANES) {
        int at = gate + 4 * start + j;
        int to = start + j;
        FloatVector one = all(1f);
        FloatVector i = load(gates, at);
        FloatVector f = load(gates, at + hidden);
        FloatVector g = load(gates, at + 2 * hidden);
        FloatVector o = load(gates, at + 3 * hidden);
        FloatVector squashed = load(tanhCells, tanhCell + to);
        FloatVector dh = load(stateGradients, stateGradient + to);
        FloatVector dc =
            dh.mul(o)
                .mul(one.sub(squashed.mul(squashed)))
                .add(load(cellGradients, cellGradient + to));
        dc.mul(g).mul(i).mul(one.sub(i)).intoArray(gates, at);
        dc.mul(load(cells, cell + to)).mul(f).mul(one.sub(f)).intoArray(gates, at + hidden);
        dc.mul(i).mul(one.sub(g.mul(g))).intoArray(gates, at + 2 * hidden);
        dh.mul(squashed).mul(o).mul(one.sub(o)).intoArray(gates, at + 3 * hidden);
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

  private static FloatVector load(float[] array, int offset) {
    return FloatVector.fromArray(SPECIES, array, offset);
  }
}
