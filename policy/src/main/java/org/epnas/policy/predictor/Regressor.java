package org.epnas.policy.predictor;

import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.policy.network.TokenEncoder;
import org.epnas.policy.nn.Adam;
import org.epnas.policy.nn.GradientClip;
import org.epnas.policy.nn.Linear;
import org.epnas.policy.nn.Parameters;
import org.epnas.policy.nn.VectorMath;
import org.epnas.policy.nn.VectorMathProvider;

/**
 * One network of the ensemble: {@code y = w tanh(W [h, s] + b) + c} with h the final state of an
 * LSTM over the tokens (batch, hidden) and s the scalars (batch, scalars).
 */
final class Regressor {
  private static final double GRADIENT_NORM = 5;

  private final Parameters parameters = new Parameters();
  private final VectorMath math = VectorMathProvider.create();
  private final PredictorConfig config;
  private final int hidden;
  private final int scalars;
  private final TokenEncoder encoder;
  private final Linear layer;
  private final Linear head;
  private final Adam adam;

  Regressor(Vocabulary vocabulary, int scalars, PredictorConfig config, RandomGenerator random) {
    this.scalars = scalars;
    this.config = config;
    hidden = config.encoder().hidden();
    encoder = new TokenEncoder(parameters, "encoder", vocabulary, config.encoder(), math, random);
    layer = new Linear(parameters, "layer", hidden + scalars, hidden, math, random);
    head = new Linear(parameters, "head", hidden, 1, math, random);
    adam = new Adam(parameters.size(), Adam.Config.of(config.learningRate()));
  }

  Parameters parameters() {
    return parameters;
  }

  /** One output per sample. */
  float[] predict(List<Sample> batch) {
    return forward(batch).output;
  }

  /**
   * One step of Adam on the mean squared error.
   *
   * @param targets one per sample
   */
  void step(List<Sample> batch, float[] targets) {
    parameters.zeroGradients();
    backward(batch, targets);
    GradientClip.byNorm(parameters, GRADIENT_NORM);
    adam.step(parameters);
    decay();
  }

  /**
   * Adds the gradients of half the mean squared error.
   *
   * @return half the mean squared error
   */
  double backward(List<Sample> batch, float[] targets) {
    int rows = batch.size();
    Activations pass = forward(batch);
    float[] outputGradient = new float[rows];
    double loss = 0;
    for (int row = 0; row < rows; row++) {
      float error = pass.output[row] - targets[row];
      outputGradient[row] = error / rows;
      loss += 0.5 * error * error / rows;
    }
    float[] activeGradient = new float[rows * hidden];
    head.backward(rows, pass.active, outputGradient, activeGradient);
    for (int i = 0; i < activeGradient.length; i++) {
      activeGradient[i] *= 1 - pass.active[i] * pass.active[i];
    }
    float[] joinedGradient = new float[pass.joined.length];
    layer.backward(rows, pass.joined, activeGradient, joinedGradient);
    encoder.backward(stateColumns(rows, joinedGradient));
    return loss;
  }

  private record Activations(float[] joined, float[] active, float[] output) {}

  private Activations forward(List<Sample> batch) {
    int rows = batch.size();
    float[] states = new float[rows * hidden];
    encoder.forward(batch.stream().map(Sample::tokens).toList());
    encoder.finalStates(states);
    float[] joined = join(batch, states);
    float[] active = new float[rows * hidden];
    layer.forward(rows, joined, active);
    math.elementwise().tanh(active.length, active, 0, active, 0);
    float[] output = new float[rows];
    head.forward(rows, active, output);
    return new Activations(joined, active, output);
  }

  /** (batch, hidden + scalars) */
  private float[] join(List<Sample> batch, float[] states) {
    int width = hidden + scalars;
    float[] joined = new float[batch.size() * width];
    for (int row = 0; row < batch.size(); row++) {
      System.arraycopy(states, row * hidden, joined, row * width, hidden);
      System.arraycopy(batch.get(row).scalars(), 0, joined, row * width + hidden, scalars);
    }
    return joined;
  }

  private float[] stateColumns(int rows, float[] joined) {
    int width = hidden + scalars;
    float[] states = new float[rows * hidden];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(joined, row * width, states, row * hidden, hidden);
    }
    return states;
  }

  /** Decoupled weight decay (Loshchilov and Hutter 2019). */
  private void decay() {
    float[] values = parameters.values();
    float kept = (float) (1 - config.learningRate() * config.weightDecay());
    for (int i = 0; i < values.length; i++) {
      values[i] *= kept;
    }
  }
}
