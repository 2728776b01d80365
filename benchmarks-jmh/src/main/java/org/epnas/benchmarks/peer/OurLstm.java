package org.epnas.benchmarks.peer;

import static org.epnas.benchmarks.task.LstmTask.BATCH;
import static org.epnas.benchmarks.task.LstmTask.HIDDEN;
import static org.epnas.benchmarks.task.LstmTask.STEPS;
import static org.epnas.benchmarks.task.LstmTask.WIDTH;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.epnas.benchmarks.task.LstmTask;
import org.epnas.benchmarks.task.Workload;
import org.epnas.policy.nn.Lstm;
import org.epnas.policy.nn.LstmRun;
import org.epnas.policy.nn.Parameters;
import org.epnas.policy.nn.Parameters.Slice;
import org.epnas.policy.nn.VectorMathProvider;
import org.epnas.training.weights.WeightInitializer;

/** Our LSTM, on the Vector API or on plain loops, as the process was started. */
final class OurLstm implements Workload {
  private final LstmTask task = LstmTask.create();
  private final Parameters parameters = new Parameters();
  private final Lstm lstm;
  private final LstmRun run;
  private final int[] lengths = new int[BATCH];

  OurLstm() {
    lstm =
        new Lstm(
            parameters,
            "lstm",
            WIDTH,
            HIDDEN,
            VectorMathProvider.create(),
            new WeightInitializer(1).stream("replaced"));
    run = lstm.newRun();
    Arrays.fill(lengths, STEPS);
    reset();
  }

  @Override
  public void reset() {
    set(slice(0), task.inputWeight());
    set(slice(1), task.stateWeight());
    set(slice(2), task.bias());
  }

  /** In the order of {@link Lstm}: input weight, state weight, bias. */
  private Slice slice(int index) {
    return parameters.slices().get(index);
  }

  private void set(Slice slice, float[] values) {
    System.arraycopy(values, 0, parameters.values(), slice.offset(), slice.size());
  }

  @Override
  public void step(int number) {
    run.begin(STEPS, lengths);
    System.arraycopy(task.inputs(), 0, run.inputs(), 0, task.inputs().length);
    lstm.forward(run);
    parameters.zeroGradients();
    run.zeroGradients();
    System.arraycopy(
        task.stateGradients(),
        0,
        run.stateGradients(),
        run.stateOffset(1, 0),
        task.stateGradients().length);
    lstm.backward(run);
  }

  @Override
  public SequencedMap<String, float[]> results() {
    step(0);
    SequencedMap<String, float[]> results = new LinkedHashMap<>();
    results.put(LstmTask.STATES, part(run.states(), run.stateOffset(1, 0), STEPS * BATCH * HIDDEN));
    results.put(LstmTask.INPUT_GRADIENTS, part(run.inputGradients(), 0, STEPS * BATCH * WIDTH));
    results.put(LstmTask.INPUT_WEIGHT_GRADIENTS, gradient(slice(0)));
    results.put(LstmTask.STATE_WEIGHT_GRADIENTS, gradient(slice(1)));
    results.put(LstmTask.BIAS_GRADIENTS, gradient(slice(2)));
    return results;
  }

  private float[] gradient(Slice slice) {
    return part(parameters.gradients(), slice.offset(), slice.size());
  }

  private static float[] part(float[] values, int from, int length) {
    return Arrays.copyOfRange(values, from, from + length);
  }

  @Override
  public void close() {
    // Holds Java memory only.
  }
}
