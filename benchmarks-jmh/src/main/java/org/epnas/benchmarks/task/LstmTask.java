package org.epnas.benchmarks.task;

import java.util.random.RandomGenerator;
import org.epnas.training.weights.WeightInitializer;

/**
 * Forward and backward pass of an LSTM of the policy's size, with one thread. Gates are in the
 * order input, forget, output, candidate.
 *
 * @param inputs (steps, batch, width)
 * @param inputWeight (width, 4 hidden)
 * @param stateWeight (hidden, 4 hidden)
 * @param bias (4 hidden)
 * @param stateGradients (steps, batch, hidden), of the states after each step
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LstmTask(
    float[] inputs,
    float[] inputWeight,
    float[] stateWeight,
    float[] bias,
    float[] stateGradients) {
  public static final int STEPS = 30;
  public static final int BATCH = 8;
  public static final int WIDTH = 64;
  public static final int HIDDEN = 64;
  public static final int GATES = 4;

  /** Names of the {@link Workload#results}. */
  public static final String STATES = "states";

  public static final String INPUT_GRADIENTS = "input-gradients";
  public static final String INPUT_WEIGHT_GRADIENTS = "input-weight-gradients";
  public static final String STATE_WEIGHT_GRADIENTS = "state-weight-gradients";
  public static final String BIAS_GRADIENTS = "bias-gradients";

  /** The same values in every process. */
  public static LstmTask create() {
    WeightInitializer source = new WeightInitializer(1);
    double deviation = 1 / Math.sqrt(HIDDEN);
    return new LstmTask(
        gaussian(source.stream("inputs"), STEPS * BATCH * WIDTH, 1),
        gaussian(source.stream("input weight"), WIDTH * GATES * HIDDEN, deviation),
        gaussian(source.stream("state weight"), HIDDEN * GATES * HIDDEN, deviation),
        gaussian(source.stream("bias"), GATES * HIDDEN, deviation),
        gaussian(source.stream("state gradients"), STEPS * BATCH * HIDDEN, 1));
  }

  private static float[] gaussian(RandomGenerator random, int length, double deviation) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
