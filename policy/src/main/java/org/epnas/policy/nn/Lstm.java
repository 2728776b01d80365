package org.epnas.policy.nn;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A layer of long short-term memory over batches of sequences of different lengths:
 *
 * <pre>
 *   (i, f, o, g) = x_t Wx + h_{t-1} Wh + b       Wx (inputs, 4 hidden), Wh (hidden, 4 hidden)
 *   c_t = sigmoid(f) c_{t-1} + sigmoid(i) tanh(g)
 *   h_t = sigmoid(o) tanh(c_t)
 * </pre>
 *
 * <p>The input projection of all steps known is one product of matrices.
 */
public final class Lstm {
  private final Parameters parameters;
  private final Parameters.Slice inputWeight;
  private final Parameters.Slice stateWeight;
  private final Parameters.Slice bias;
  private final VectorMath math;
  private final PackedMatrix packed = new PackedMatrix();
  private final int inputs;
  private final int hidden;

  /**
   * Weights uniform in (-1, 1) / sqrt(hidden); the bias of the forget gate 1, so that a new layer
   * remembers (Jozefowicz, Zaremba and Sutskever 2015), the others 0.
   */
  public Lstm(
      Parameters parameters,
      String name,
      int inputs,
      int hidden,
      VectorMath math,
      RandomGenerator random) {
    this.parameters = parameters;
    this.inputs = inputs;
    this.hidden = hidden;
    this.math = math;
    double bound = 1 / Math.sqrt(hidden);
    inputWeight =
        parameters.allocateUniform(name + ".inputWeight", inputs, 4 * hidden, bound, random);
    stateWeight =
        parameters.allocateUniform(name + ".stateWeight", hidden, 4 * hidden, bound, random);
    bias = parameters.allocate(name + ".bias", 1, 4 * hidden);
    int forget = bias.offset() + hidden;
    Arrays.fill(parameters.values(), forget, forget + hidden, 1f);
  }

  /** Buffers for runs of this layer, one after the other. */
  public LstmRun newRun() {
    return new LstmRun(inputs, hidden);
  }

  /** Computes the steps of a run that are not computed yet. */
  public void forward(LstmRun run) {
    int first = run.done();
    project(run, first);
    math.gemm().pack(packed, hidden, 4 * hidden, parameters.values(), stateWeight.offset(), false);
    for (int step = first; step < run.steps(); step++) {
      advance(run, step);
    }
    run.finish(run.steps());
  }

  private void project(LstmRun run, int first) {
    float[] values = parameters.values();
    math.gemm()
        .affine(
            (run.steps() - first) * run.batch(),
            4 * hidden,
            inputs,
            run.inputs(),
            run.inputOffset(first, 0),
            values,
            inputWeight.offset(),
            values,
            bias.offset(),
            run.gates(),
            gateOffset(run, first, 0));
  }

  private void advance(LstmRun run, int step) {
    if (run.hasStateBefore(step)) {
      math.gemm()
          .multiply(
              run.batch(),
              run.states(),
              run.stateOffset(step, 0),
              false,
              packed,
              run.gates(),
              gateOffset(run, step, 0),
              true);
    }
    for (int first = 0; first < run.batch(); first = run.spanEnd(step, first)) {
      int rows = run.spanEnd(step, first) - first;
      if (run.active(step, first)) {
        activate(run, step, first, rows);
      } else {
        keep(run.states(), run, step, first, rows);
        keep(run.cells(), run, step, first, rows);
      }
    }
  }

  private void activate(LstmRun run, int step, int first, int rows) {
    int before = run.stateOffset(step, first);
    int after = run.stateOffset(step + 1, first);
    math.gates()
        .forward(
            rows,
            hidden,
            run.gates(),
            gateOffset(run, step, first),
            run.cells(),
            before,
            after,
            run.tanhCells(),
            before,
            run.states(),
            after);
  }

  private void keep(float[] array, LstmRun run, int step, int first, int rows) {
    System.arraycopy(
        array,
        run.stateOffset(step, first),
        array,
        run.stateOffset(step + 1, first),
        rows * hidden);
  }

  /**
   * Adds to the gradients of the parameters and of the run's initial state, and computes those of
   * its inputs. Once per forward pass: it uses up the activations.
   */
  public void backward(LstmRun run) {
    math.gemm().pack(packed, 4 * hidden, hidden, parameters.values(), stateWeight.offset(), true);
    for (int step = run.steps() - 1; step >= 0; step--) {
      retreat(run, step);
    }
    addParameterGradients(run);
    math.gemm()
        .nt(
            run.steps() * run.batch(),
            inputs,
            4 * hidden,
            run.gates(),
            0,
            parameters.values(),
            inputWeight.offset(),
            run.freshInputGradients(),
            0,
            false);
  }

  private void retreat(LstmRun run, int step) {
    for (int first = 0; first < run.batch(); first = run.spanEnd(step, first)) {
      int rows = run.spanEnd(step, first) - first;
      if (run.active(step, first)) {
        deactivate(run, step, first, rows);
      } else {
        passThrough(run, step, first, rows);
      }
    }
    if (run.hasStateBefore(step)) {
      math.gemm()
          .multiply(
              run.batch(),
              run.gates(),
              gateOffset(run, step, 0),
              false,
              packed,
              run.stateGradients(),
              run.stateOffset(step, 0),
              true);
    }
  }

  private void deactivate(LstmRun run, int step, int first, int rows) {
    math.gates()
        .backward(
            rows,
            hidden,
            run.gates(),
            gateOffset(run, step, first),
            run.cells(),
            run.stateOffset(step, first),
            run.tanhCells(),
            run.stateOffset(step, first),
            run.stateGradients(),
            run.stateOffset(step + 1, first),
            run.cellGradients(),
            run.stateOffset(0, first));
  }

  /** The state after a step that a sequence no longer takes is the state before it. */
  private void passThrough(LstmRun run, int step, int first, int rows) {
    int start = gateOffset(run, step, first);
    Arrays.fill(run.gates(), start, start + rows * 4 * hidden, 0f);
    float[] gradients = run.stateGradients();
    math.elementwise()
        .axpy(
            rows * hidden,
            1f,
            gradients,
            run.stateOffset(step + 1, first),
            gradients,
            run.stateOffset(step, first));
  }

  private void addParameterGradients(LstmRun run) {
    float[] gradients = parameters.gradients();
    int rows = run.steps() * run.batch();
    int width = 4 * hidden;
    Gemm gemm = math.gemm();
    gemm.pack(packed, rows, width, run.gates(), 0, false);
    gemm.multiply(inputs, run.inputs(), 0, true, packed, gradients, inputWeight.offset(), true);
    int first = run.hasStateBefore(0) ? 0 : 1;
    packed.startAt(Math.min(first * run.batch(), rows));
    gemm.multiply(
        hidden,
        run.states(),
        run.stateOffset(first, 0),
        true,
        packed,
        gradients,
        stateWeight.offset(),
        true);
    math.elementwise().addRows(rows, width, run.gates(), 0, gradients, bias.offset());
  }

  private int gateOffset(LstmRun run, int step, int sequence) {
    return 4 * run.stateOffset(step, sequence);
  }
}
