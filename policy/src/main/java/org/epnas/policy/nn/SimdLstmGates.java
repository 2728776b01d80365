package org.epnas.policy.nn;

import static jdk.incubator.vector.VectorOperators.GT;
import static org.epnas.policy.nn.SimdElementwise.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * {@link LstmGates} on the Vector API. Passes over arrays rather than one fused loop: five
 * exponentials in one method are more than the compiler inlines, and what it does not inline goes
 * through the heap. Where rows fill vectors, a pass goes over all of them; else row by row, so that
 * a row's rounding does not depend on its place in the batch, and what does not fill a vector goes
 * to the plain loops.
 */
final class SimdLstmGates implements LstmGates {
  private static final int LANES = SPECIES.length();

  /**
   * Powers of e that go into gates end at 2^30, where 1 / (1 + x) is less than the last digit of 1
   * can show: the product of the four denominators is finite.
   */
  private static final float LARGEST_EXPONENT = (float) (30 * Math.log(2));

  /** Likewise of powers that are squared. */
  private static final float LARGEST_ROOT = 0x1p15f;

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
    if (hidden == SPECIES.loopBound(hidden)) {
      SimdElementwise.expOfMultiple(
          rows * 4 * hidden, -1f, LARGEST_EXPONENT, gates, gate, gates, gate);
      gatesOfPowers(rows, hidden, gates, gate, cells, cell, nextCell);
      int all = rows * hidden;
      SimdElementwise.expOfMultiple(
          all, -2f, SimdElementwise.LARGEST, cells, nextCell, tanhCells, tanhCell);
      statesOfPowers(rows, hidden, gates, gate, tanhCells, tanhCell, states, state);
      return;
    }
    for (int row = 0; row < rows; row++) {
      int at = row * hidden;
      int rowGate = gate + 4 * at;
      ScalarLstmGates.activate(elementwise, hidden, gates, rowGate);
      addCells(hidden, gates, rowGate, cells, cell + at, nextCell + at);
      elementwise.tanh(hidden, cells, nextCell + at, tanhCells, tanhCell + at);
      multiply(hidden, gates, rowGate + 2 * hidden, tanhCells, tanhCell + at, states, state + at);
    }
  }

  /**
   * From x = e^-i, e^-f, e^-o and e^-g: sigmoid = 1 / (1 + x) and tanh = (1 - x^2) / (1 + x^2),
   * with one division for all of them, and the next cells. One loop over all rows: a row is a few
   * vectors only.
   */
  private static void gatesOfPowers(
      int rows, int hidden, float[] gates, int gate, float[] cells, int cell, int nextCell) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    int at = gate;
    int rowEnd = gate + hidden;
    for (int to = 0; to < rows * hidden; to += LANES) {
      FloatVector i = FloatVector.fromArray(SPECIES, gates, at).add(one);
      FloatVector f = FloatVector.fromArray(SPECIES, gates, at + hidden).add(one);
      FloatVector o = FloatVector.fromArray(SPECIES, gates, at + 2 * hidden).add(one);
      FloatVector x = FloatVector.fromArray(SPECIES, gates, at + 3 * hidden);
      x = x.blend(LARGEST_ROOT, x.compare(GT, LARGEST_ROOT));
      FloatVector square = x.mul(x);
      FloatVector g = square.add(one);
      FloatVector first = i.mul(f);
      FloatVector second = o.mul(g);
      FloatVector inverse = one.div(first.mul(second));
      FloatVector ofFirst = inverse.mul(second);
      FloatVector ofSecond = inverse.mul(first);
      FloatVector inputGate = f.mul(ofFirst);
      FloatVector forgetGate = i.mul(ofFirst);
      FloatVector candidate = one.sub(square).mul(o).mul(ofSecond);
      inputGate.intoArray(gates, at);
      forgetGate.intoArray(gates, at + hidden);
      g.mul(ofSecond).intoArray(gates, at + 2 * hidden);
      candidate.intoArray(gates, at + 3 * hidden);
      forgetGate
          .fma(FloatVector.fromArray(SPECIES, cells, cell + to), inputGate.mul(candidate))
          .intoArray(cells, nextCell + to);
      at += LANES;
      if (at == rowEnd) {
        at += 3 * hidden;
        rowEnd = at + hidden;
      }
    }
  }

  /** From x = e^-2c: tanh c = (1 - x) / (1 + x), and the states. */
  private static void statesOfPowers(
      int rows,
      int hidden,
      float[] gates,
      int gate,
      float[] tanhCells,
      int tanhCell,
      float[] states,
      int state) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1f);
    for (int row = 0; row < rows; row++) {
      for (int j = 0; j < hidden; j += LANES) {
        int to = row * hidden + j;
        FloatVector x = FloatVector.fromArray(SPECIES, tanhCells, tanhCell + to);
        FloatVector squashed = one.sub(x).div(one.add(x));
        squashed.intoArray(tanhCells, tanhCell + to);
        FloatVector.fromArray(SPECIES, gates, gate + (4 * row + 2) * hidden + j)
            .mul(squashed)
            .intoArray(states, state + to);
      }
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
