package org.epnas.policy.nn;

import java.nio.ByteBuffer;

/**
 * Adam (Kingma and Ba 2015, Algorithm 1): minimises along the gradients of {@link Parameters}, with
 * bias-corrected first and second moments.
 */
public final class Adam {
  private final Config config;
  private final float[] first;
  private final float[] second;
  private long steps;

  /**
   * @param learningRate alpha
   * @param firstDecay beta 1
   * @param secondDecay beta 2
   * @param epsilon added to the root of the second moment
   */
  public record Config(double learningRate, double firstDecay, double secondDecay, double epsilon) {
    public Config {
      require(learningRate > 0, "learning rate", learningRate, "positive", 1e-3);
      require(firstDecay >= 0 && firstDecay < 1, "first decay", firstDecay, "in [0, 1)", 0.9);
      require(secondDecay >= 0 && secondDecay < 1, "second decay", secondDecay, "in [0, 1)", 0.999);
      require(epsilon > 0, "epsilon", epsilon, "positive", 1e-8);
    }

    /** The paper's decays and epsilon. */
    public static Config of(double learningRate) {
      return new Config(learningRate, 0.9, 0.999, 1e-8);
    }

    private static void require(
        boolean holds, String name, double value, String rule, double wayOut) {
      if (!holds) {
        throw new IllegalArgumentException(
            "Adam %s (%s) must be %s. Maybe use %s.".formatted(name, value, rule, wayOut));
      }
    }
  }

  /**
   * @param size number of parameters
   */
  public Adam(int size, Config config) {
    this.config = config;
    first = new float[size];
    second = new float[size];
  }

  /** Takes one step against the gradients, which it leaves as they are. */
  public void step(Parameters parameters) {
    if (parameters.size() != first.length) {
      throw new IllegalArgumentException(
          "Adam was made for %s parameters and got %s. Maybe make it after the last block."
              .formatted(first.length, parameters.size()));
    }
    steps++;
    double firstCorrection = 1 - Math.pow(config.firstDecay, (double) steps);
    double secondCorrection = 1 - Math.pow(config.secondDecay, (double) steps);
    update(
        parameters,
        (float) (config.learningRate / firstCorrection),
        (float) (1 / secondCorrection));
  }

  private void update(Parameters parameters, float rate, float secondScale) {
    float[] values = parameters.values();
    float[] gradients = parameters.gradients();
    float keepFirst = (float) config.firstDecay;
    float addFirst = (float) (1 - config.firstDecay);
    float keepSecond = (float) config.secondDecay;
    float addSecond = (float) (1 - config.secondDecay);
    float epsilon = (float) config.epsilon;
    for (int i = 0; i < first.length; i++) {
      float gradient = gradients[i];
      first[i] = keepFirst * first[i] + addFirst * gradient;
      second[i] = keepSecond * second[i] + addSecond * gradient * gradient;
      values[i] -= rate * first[i] / ((float) Math.sqrt(second[i] * secondScale) + epsilon);
    }
  }

  /** Step count and moments, exactly. */
  public byte[] state() {
    ByteBuffer bytes = ByteBuffer.allocate(stateSize());
    bytes.putLong(steps).asFloatBuffer().put(first).put(second);
    return bytes.array();
  }

  /** Takes over the state of an optimiser of as many parameters. */
  public void restore(byte[] state) {
    if (state.length != stateSize()) {
      throw new IllegalArgumentException(
          "Adam state has %s bytes, %s parameters need %s. Maybe it belongs to another configuration."
              .formatted(state.length, first.length, stateSize()));
    }
    ByteBuffer bytes = ByteBuffer.wrap(state);
    steps = bytes.getLong();
    bytes.asFloatBuffer().get(first).get(second);
  }

  private int stateSize() {
    return Long.BYTES + 2 * Float.BYTES * first.length;
  }
}
