package org.epnas.policy.nn;

import java.util.Arrays;

/**
 * What one run of an {@link Lstm} over a batch reads and writes, activations and gradients. The
 * arrays are this run's own, not copies, and are valid until it is begun or extended again; they
 * may be longer than their stated shapes.
 */
public final class LstmRun {
  private final int inputWidth;
  private final int hidden;
  private int steps;
  private int batch;
  private int[] lengths = new int[0];

  private boolean zeroStart;

  /** Steps computed so far. */
  private int done;

  private float[] inputs = new float[0];
  private float[] gates = new float[0];
  private float[] cells = new float[0];
  private float[] tanhCells = new float[0];
  private float[] states = new float[0];
  private float[] inputGradients = new float[0];
  private float[] stateGradients = new float[0];
  private float[] cellGradients = new float[0];

  LstmRun(int inputWidth, int hidden) {
    this.inputWidth = inputWidth;
    this.hidden = hidden;
  }

  /**
   * Starts with zero inputs and a zero initial state, which spares its products; its gradients are
   * not computed.
   *
   * @param steps 0 or more; {@link #extend} adds to it
   * @param lengths of each sequence; after its last step a sequence keeps its state
   */
  public void begin(int steps, int[] lengths) {
    start(steps, lengths);
    zeroStart = true;
  }

  /** Likewise, but the caller may set the initial states and cells and gets their gradients. */
  public void beginWithState(int steps, int[] lengths) {
    start(steps, lengths);
    zeroStart = false;
  }

  private void start(int steps, int[] lengths) {
    this.steps = steps;
    this.lengths = lengths.clone();
    batch = lengths.length;
    done = 0;
    inputs = Buffers.zeroed(inputs, steps * batch * inputWidth);
    states = Buffers.zeroed(states, batch * hidden);
    cells = Buffers.zeroed(cells, batch * hidden);
    grow();
  }

  /** Appends one step of zero inputs. */
  public void extend() {
    int start = inputOffset(steps, 0);
    steps++;
    inputs = Buffers.grown(inputs, start + batch * inputWidth);
    Arrays.fill(inputs, start, start + batch * inputWidth, 0f);
    grow();
  }

  private void grow() {
    gates = Buffers.grown(gates, steps * batch * 4 * hidden);
    tanhCells = Buffers.grown(tanhCells, steps * batch * hidden);
    cells = Buffers.grown(cells, (steps + 1) * batch * hidden);
    states = Buffers.grown(states, (steps + 1) * batch * hidden);
  }

  /** Ends a sequence after the steps there are. */
  public void end(int sequence) {
    lengths[sequence] = steps;
  }

  /** Sets the gradients of states and cells to 0, before those from outside are added. */
  public void zeroGradients() {
    stateGradients = Buffers.zeroed(stateGradients, (steps + 1) * batch * hidden);
    cellGradients = Buffers.zeroed(cellGradients, batch * hidden);
  }

  public int steps() {
    return steps;
  }

  public int batch() {
    return batch;
  }

  /** Index of the first input of a step of a sequence, in {@link #inputs} and its gradients. */
  public int inputOffset(int step, int sequence) {
    return (step * batch + sequence) * inputWidth;
  }

  /**
   * Index of the first element of a sequence's state after {@code steps} steps, in {@link #states}
   * and its gradients; in {@link #cells} too.
   */
  public int stateOffset(int steps, int sequence) {
    return (steps * batch + sequence) * hidden;
  }

  /** (steps, batch, inputs), filled by the caller. */
  public float[] inputs() {
    return inputs;
  }

  /** (steps + 1, batch, hidden): the initial states h_0, then h_1, ... */
  public float[] states() {
    return states;
  }

  /** (steps + 1, batch, hidden): c_0, then c_1, ... */
  public float[] cells() {
    return cells;
  }

  /** (steps, batch, inputs), after {@link Lstm#backward}. */
  public float[] inputGradients() {
    return inputGradients;
  }

  /** The gradients of the inputs, large enough and holding anything. */
  float[] freshInputGradients() {
    inputGradients = Buffers.grown(inputGradients, steps * batch * inputWidth);
    return inputGradients;
  }

  /**
   * (steps + 1, batch, hidden): before {@link Lstm#backward} what the caller adds for each state;
   * after it the complete gradients; the first (batch, hidden) are those of h_0 if it was given.
   */
  public float[] stateGradients() {
    return stateGradients;
  }

  /**
   * (batch, hidden): before {@link Lstm#backward} those of the last cells; after it those of c_0,
   * if it was given.
   */
  public float[] cellGradients() {
    return cellGradients;
  }

  /**
   * Whether there is a state before a step that may be other than 0 or whose gradient is wanted.
   */
  boolean hasStateBefore(int step) {
    return step > 0 || !zeroStart;
  }

  int done() {
    return done;
  }

  void finish(int done) {
    this.done = done;
  }

  /** (steps, batch, 4 hidden): activations of the gates, and after the backward pass gradients. */
  float[] gates() {
    return gates;
  }

  /** (steps, batch, hidden): tanh of the cells after each step. */
  float[] tanhCells() {
    return tanhCells;
  }

  boolean active(int step, int sequence) {
    return step < lengths[sequence];
  }

  /** End of the longest span of sequences from {@code first} on that are all active or all not. */
  int spanEnd(int step, int first) {
    int last = first + 1;
    while (last < batch && active(step, last) == active(step, first)) {
      last++;
    }
    return last;
  }
}
