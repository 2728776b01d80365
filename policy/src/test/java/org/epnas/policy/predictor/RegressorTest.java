package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.epnas.kernel.search.Token;
import org.epnas.kernel.search.Vocabulary;
import org.epnas.policy.network.PolicyConfig;
import org.epnas.policy.nn.GradientCheck;
import org.junit.jupiter.api.Test;

class RegressorTest {
  private static final Vocabulary VOCABULARY =
      new Vocabulary(
          List.of(new Vocabulary.Category("type", 2), new Vocabulary.Category("width", 2)),
          List.of());
  private static final List<Sample> BATCH =
      List.of(
          new Sample(List.of(token(0, 1), token(1, 0)), new float[] {0.5f, -1}),
          new Sample(List.of(token(1, 1)), new float[] {-1, 0.3f}),
          new Sample(List.of(token(0, 0), token(1, 1), token(0, 1)), new float[] {0.2f, 1}));
  private static final float[] TARGETS = {2, -3, 1.5f};

  @Test
  void gradientsAreThoseOfHalfTheMeanSquaredError() {
    Regressor regressor = regressor(0);

    regressor.backward(BATCH, TARGETS);

    GradientCheck.parameters(regressor.parameters(), () -> halfMeanSquaredError(regressor));
  }

  @Test
  void learnsAFewSamplesByHeart() {
    Regressor regressor = regressor(0);
    double before = halfMeanSquaredError(regressor);

    for (int step = 0; step < 300; step++) {
      regressor.step(BATCH, TARGETS);
    }

    assertThat(halfMeanSquaredError(regressor)).isLessThan(0.05 * before);
  }

  @Test
  void decayPullsTheParametersTowardsZero() {
    Regressor free = regressor(0);
    Regressor decayed = regressor(10);
    for (int step = 0; step < 50; step++) {
      free.step(BATCH, TARGETS);
      decayed.step(BATCH, TARGETS);
    }

    assertThat(squares(decayed)).isLessThan(0.5 * squares(free));
  }

  private static Regressor regressor(double weightDecay) {
    return new Regressor(
        VOCABULARY,
        2,
        new PredictorConfig(
            PredictorConfig.Kind.ENSEMBLE, 2, new PolicyConfig(3, 4), 1, 1, 0.02, weightDecay, 2),
        RandomStream.of(1, Purpose.PREDICTOR, 0, 0));
  }

  private static double halfMeanSquaredError(Regressor regressor) {
    float[] outputs = regressor.predict(BATCH);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += 0.5 * (outputs[i] - TARGETS[i]) * (outputs[i] - TARGETS[i]);
    }
    return sum / outputs.length;
  }

  private static double squares(Regressor regressor) {
    double sum = 0;
    for (float value : regressor.parameters().values()) {
      sum += value * value;
    }
    return sum;
  }

  private static Token token(int type, int width) {
    return new Token(List.of(type, width));
  }
}
