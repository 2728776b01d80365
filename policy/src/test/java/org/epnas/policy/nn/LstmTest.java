package org.epnas.policy.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LstmTest {
  private static final int INPUTS = 6;
  private static final int HIDDEN = 19;
  private static final int STEPS = 5;
  private static final int[] LENGTHS = {5, 2, 0, 4};

  static List<VectorMath> implementations() {
    return Implementations.all();
  }

  /** A layer with random inputs, initial states and weights of the objective. */
  private static final class Fixture {
    final Parameters parameters = new Parameters();
    final Lstm lstm;
    final LstmRun run;
    final float[] x;
    final float[] initialStates;
    final float[] initialCells;
    final float[] stateWeights;
    final float[] lastCellWeights;

    Fixture(VectorMath math) {
      SplittableRandom random = new SplittableRandom(3);
      lstm = new Lstm(parameters, "lstm", INPUTS, HIDDEN, math, random);
      run = lstm.newRun();
      int rows = LENGTHS.length;
      x = RandomArrays.uniform(STEPS * rows * INPUTS, random);
      initialStates = RandomArrays.uniform(rows * HIDDEN, random);
      initialCells = RandomArrays.uniform(rows * HIDDEN, random);
      stateWeights = RandomArrays.uniform((STEPS + 1) * rows * HIDDEN, random);
      lastCellWeights = RandomArrays.uniform(rows * HIDDEN, random);
    }

    /** A weighted sum of all states and of the last cells. */
    double objective() {
      run.beginWithState(STEPS, LENGTHS);
      fillInitial();
      System.arraycopy(x, 0, run.inputs(), 0, x.length);
      lstm.forward(run);
      int last = run.stateOffset(STEPS, 0);
      float[] lastCells = Arrays.copyOfRange(run.cells(), last, last + lastCellWeights.length);
      return RandomArrays.dot(stateWeights, run.states())
          + RandomArrays.dot(lastCellWeights, lastCells);
    }

    void fillInitial() {
      System.arraycopy(initialStates, 0, run.states(), 0, initialStates.length);
      System.arraycopy(initialCells, 0, run.cells(), 0, initialCells.length);
    }

    void backward() {
      run.zeroGradients();
      System.arraycopy(stateWeights, 0, run.stateGradients(), 0, stateWeights.length);
      System.arraycopy(lastCellWeights, 0, run.cellGradients(), 0, lastCellWeights.length);
      lstm.backward(run);
    }
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void gradientsAreThoseOfStatesAndCells(VectorMath math) {
    Fixture fixture = new Fixture(math);
    fixture.objective();
    fixture.backward();
    float[] dx = fixture.run.inputGradients().clone();
    float[] dh = fixture.run.stateGradients().clone();
    float[] dc = fixture.run.cellGradients().clone();
    DoubleSupplier objective = fixture::objective;
    GradientCheck.parameters(fixture.parameters, objective);
    GradientCheck.array("x", fixture.x, 0, fixture.x.length, dx, objective);
    int size = LENGTHS.length * HIDDEN;
    GradientCheck.array("h0", fixture.initialStates, 0, size, dh, objective);
    GradientCheck.array("c0", fixture.initialCells, 0, size, dc, objective);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void stepByStepIsTheSameAsAtOnce(VectorMath math) {
    Fixture fixture = new Fixture(math);
    fixture.objective();
    float[] atOnce = Arrays.copyOf(fixture.run.states(), fixture.stateWeights.length);
    int[] open = LENGTHS.clone();
    Arrays.fill(open, Integer.MAX_VALUE);
    LstmRun run = fixture.run;
    run.beginWithState(0, open);
    fixture.fillInitial();
    for (int step = 0; step < STEPS; step++) {
      for (int sequence = 0; sequence < LENGTHS.length; sequence++) {
        if (step == LENGTHS[sequence]) {
          run.end(sequence);
        }
      }
      run.extend();
      int from = run.inputOffset(step, 0);
      System.arraycopy(fixture.x, from, run.inputs(), from, LENGTHS.length * INPUTS);
      fixture.lstm.forward(run);
    }
    assertThat(Arrays.copyOf(run.states(), atOnce.length)).containsExactly(atOnce);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void aSequenceKeepsItsStateAfterItsEndWhateverFollows(VectorMath math) {
    Fixture fixture = new Fixture(math);
    fixture.objective();
    LstmRun run = fixture.run;
    int end = run.stateOffset(2, 1);
    int last = run.stateOffset(STEPS, 1);
    float[] state = Arrays.copyOfRange(run.states(), end, end + HIDDEN);
    assertThat(Arrays.copyOfRange(run.states(), last, last + HIDDEN)).containsExactly(state);
    Arrays.fill(fixture.x, run.inputOffset(2, 1), run.inputOffset(2, 1) + INPUTS, 100f);
    fixture.objective();
    assertThat(Arrays.copyOfRange(run.states(), last, last + HIDDEN)).containsExactly(state);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void withoutAnInitialStateEverythingElseIsAsWithOneOfZeros(VectorMath math) {
    Fixture fixture = new Fixture(math);
    Arrays.fill(fixture.initialStates, 0f);
    Arrays.fill(fixture.initialCells, 0f);
    fixture.objective();
    fixture.backward();
    float[] gradients = fixture.parameters.gradients().clone();
    float[] states = fixture.run.states().clone();
    float[] inputGradients = fixture.run.inputGradients().clone();

    fixture.parameters.zeroGradients();
    fixture.run.begin(STEPS, LENGTHS);
    System.arraycopy(fixture.x, 0, fixture.run.inputs(), 0, fixture.x.length);
    fixture.lstm.forward(fixture.run);
    fixture.backward();

    assertThat(fixture.run.states()).containsExactly(states);
    assertThat(fixture.run.inputGradients()).containsExactly(inputGradients);
    assertThat(fixture.parameters.gradients()).containsExactly(gradients);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void aRunWithoutStepsHasNoGradients(VectorMath math) {
    Fixture fixture = new Fixture(math);
    fixture.run.begin(0, LENGTHS);
    fixture.lstm.forward(fixture.run);
    fixture.run.zeroGradients();
    fixture.lstm.backward(fixture.run);
    assertThat(fixture.parameters.gradients()).containsOnly(0f);
  }

  @Test
  void twinsAgreeAtTheSizesOfThePolicy() {
    float[] scalar = finalStates(new ScalarMath());
    float[] simd = finalStates(new SimdMath());
    // Thirty steps of 128 products each, in states below 1.
    assertThat(simd).containsExactly(scalar, within(2e-5f));
  }

  private static float[] finalStates(VectorMath math) {
    SplittableRandom random = new SplittableRandom(9);
    Lstm lstm = new Lstm(new Parameters(), "lstm", 64, 64, math, random);
    LstmRun run = lstm.newRun();
    int[] lengths = {30, 30, 29, 17, 30};
    run.begin(30, lengths);
    float[] x = RandomArrays.uniform(30 * lengths.length * 64, random);
    System.arraycopy(x, 0, run.inputs(), 0, x.length);
    lstm.forward(run);
    int last = run.stateOffset(30, 0);
    return Arrays.copyOfRange(run.states(), last, last + lengths.length * 64);
  }
}
