package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LstmGatesTest {
  private static final int ROWS = 3;

  /** Every array of both directions, at odd offsets. */
  private static final class Step {
    final int hidden;
    final float[] gates;
    final float[] cells;
    final float[] tanhCells;
    final float[] states;
    final float[] stateGradients;
    final float[] cellGradients;

    Step(int hidden, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      this.hidden = hidden;
      gates = RandomArrays.uniform(1 + ROWS * 4 * hidden, random);
      cells = RandomArrays.uniform(2 + 2 * ROWS * hidden, random);
      tanhCells = RandomArrays.uniform(3 + ROWS * hidden, random);
      states = RandomArrays.uniform(4 + ROWS * hidden, random);
      stateGradients = RandomArrays.uniform(5 + ROWS * hidden, random);
      cellGradients = RandomArrays.uniform(6 + ROWS * hidden, random);
    }

    void forward(LstmGates math) {
      int next = 2 + ROWS * hidden;
      math.forward(ROWS, hidden, gates, 1, cells, 2, next, tanhCells, 3, states, 4);
    }

    void backward(LstmGates math) {
      math.backward(
          ROWS, hidden, gates, 1, cells, 2, tanhCells, 3, stateGradients, 5, cellGradients, 6);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 31, 64, 207, 1024})
  void twinsAgree(int hidden) {
    Step scalar = new Step(hidden, hidden);
    Step simd = new Step(hidden, hidden);
    scalar.forward(new ScalarLstmGates());
    simd.forward(new SimdLstmGates());
    assertThat(simd.gates).containsExactly(scalar.gates, within(4e-7f));
    assertThat(simd.cells).containsExactly(scalar.cells, within(2e-6f));
    assertThat(simd.tanhCells).containsExactly(scalar.tanhCells, within(2e-6f));
    assertThat(simd.states).containsExactly(scalar.states, within(2e-6f));
    scalar.backward(new ScalarLstmGates());
    simd.backward(new SimdLstmGates());
    assertThat(simd.gates).containsExactly(scalar.gates, within(4e-6f));
    assertThat(simd.cellGradients).containsExactly(scalar.cellGradients, within(4e-6f));
  }

  @Test
  void twinsAgreeWhereGatesAreSaturated() {
    float[] extremes = {-1e4f, -90, -60, -40, -20, 0, 20, 40, 60, 90, 1e4f};
    Step scalar = new Step(64, 5);
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < scalar.gates.length; i++) {
      scalar.gates[i] = extremes[random.nextInt(extremes.length)];
    }
    Step simd = new Step(64, 5);
    System.arraycopy(scalar.gates, 0, simd.gates, 0, scalar.gates.length);
    scalar.forward(new ScalarLstmGates());
    simd.forward(new SimdLstmGates());
    assertThat(simd.gates).containsExactly(scalar.gates, within(4e-7f));
    assertThat(simd.cells).containsExactly(scalar.cells, within(2e-6f));
    assertThat(simd.states).containsExactly(scalar.states, within(2e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {19, 64})
  void rowsDoNotInfluenceEachOther(int hidden) {
    for (VectorMath math : Implementations.all()) {
      Step together = new Step(hidden, 1);
      together.forward(math.gates());
      Step alone = new Step(hidden, 1);
      int next = 2 + ROWS * hidden;
      for (int row = 0; row < ROWS; row++) {
        int at = row * hidden;
        math.gates()
            .forward(
                1,
                hidden,
                alone.gates,
                1 + 4 * at,
                alone.cells,
                2 + at,
                next + at,
                alone.tanhCells,
                3 + at,
                alone.states,
                4 + at);
      }
      assertThat(alone.states).containsExactly(together.states);
      assertThat(alone.cells).containsExactly(together.cells);
    }
  }

  @Test
  void computesOneStepByHand() {
    for (VectorMath math : Implementations.all()) {
      float[] gates = {0, 0, 0, 1};
      float[] cells = {2, 0};
      float[] tanhCells = new float[1];
      float[] states = new float[1];
      math.gates().forward(1, 1, gates, 0, cells, 0, 1, tanhCells, 0, states, 0);
      // i = f = o = 1/2, g = tanh 1 = 0.761594: c' = 1/2 * 2 + 1/2 * 0.761594 = 1.380797,
      // h' = 1/2 * tanh(1.380797) = 0.440565
      assertThat(cells[1]).isCloseTo(1.380797f, within(1e-6f));
      assertThat(states[0]).isCloseTo(0.440565f, within(2e-6f));
      float[] cellGradients = {0};
      math.gates()
          .backward(1, 1, gates, 0, cells, 0, tanhCells, 0, new float[] {1}, 0, cellGradients, 0);
      // dc' = o (1 - tanh^2 c') = 1/2 (1 - 0.881130^2) = 0.111805; dc = f dc' = 0.055902;
      // do = tanh(c') o (1 - o) = 0.220283
      assertThat(cellGradients[0]).isCloseTo(0.055902f, within(2e-6f));
      assertThat(gates[2]).isCloseTo(0.220283f, within(2e-6f));
    }
  }
}
