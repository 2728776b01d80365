package org.epnas.policy.reinforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.epnas.policy.reinforce.DoublyRobust.Trained;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A policy over three actions by a softmax of three logits, whose expected reward can be counted.
 */
class DoublyRobustTest {
  private static final double[] LOGITS = {0.3, -0.2, 0.5};
  private static final double[] REWARDS = {0.2, 0.9, 0.4};

  /** Good, useless, and worse than that. */
  private static final double[][] PREDICTIONS = {
    {0.25, 0.8, 0.45}, {0.5, 0.4, 0.7}, {0.9, 0.1, 0.6}
  };

  /**
   * Two rollouts, one of which is drawn uniformly to be trained. The estimate, averaged over all
   * outcomes, is the gradient of the expected reward by finite differences, whatever the predictor.
   * (The advantages are in units of the deviation of f and f is centred in the episode, which with
   * two rollouts halves the first sum; both are undone here.)
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void isTheGradientOfTheExpectedRewardForAnyPredictor(int predictor) {
    double[] f = PREDICTIONS[predictor];
    double[] p = probabilities(LOGITS);
    double[] mean = new double[3];
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        if (a == b) {
          // The deviation of f is 0: both are the same network.
          continue;
        }
        for (int trained = 0; trained < 2; trained++) {
          int[] actions = {a, b};
          double[] expected = {f[a], f[b]};
          double unit = Math.abs(f[a] - f[b]) / 2;
          double[] advantages =
              DoublyRobust.advantages(
                  expected, List.of(new Trained(trained, REWARDS[actions[trained]], 1)));
          double[] first = DoublyRobust.advantages(expected, List.of());
          for (int i = 0; i < 2; i++) {
            // Twice the centred part.
            double credit = unit * (advantages[i] + first[i]);
            add(mean, p[a] * p[b] / 2 * credit / 2, actions[i], p);
          }
        }
      }
      // Both rollouts are a: the centred part is 0, the correction is R - f for one of them.
      add(mean, p[a] * p[a] * (REWARDS[a] - f[a]), a, p);
    }
    double[] exact = gradient();
    for (int j = 0; j < 3; j++) {
      assertThat(mean[j]).as("logit %d", j).isEqualTo(exact[j], within(1e-6));
    }
  }

  @Test
  void withoutATrainedOneThePredictionsAreTheAdvantages() {
    // Mean 0.5, deviation 0.2.
    assertThat(DoublyRobust.advantages(new double[] {0.3, 0.7}, List.of()))
        .containsExactly(new double[] {-1, 1}, within(1e-12));
  }

  @Test
  void aTrainedOneIsCorrectedByWhatItWasMispredictedBy() {
    // Of four rollouts two were trained: each error counts 4 / 2, in units of the deviation 0.1.
    double[] advantages =
        DoublyRobust.advantages(
            new double[] {0.4, 0.6, 0.4, 0.6},
            List.of(new Trained(0, 0.5, 1), new Trained(3, 0.5, 0.5)));

    assertThat(advantages).containsExactly(new double[] {-1 + 2, 1, -1, 1 - 0.5 * 2}, within(1e-9));
  }

  /** The nets of the review: rewards 0.6 and 0.4, predictions 0.9 and 0.1. */
  @Test
  void theBetterOfTwoGetsTheHigherAdvantage() {
    double[] advantages =
        DoublyRobust.advantages(
            new double[] {0.9, 0.1}, List.of(new Trained(0, 0.6, 1), new Trained(1, 0.4, 1)));

    // (0.9 - 0.5 - 0.3) / 0.4 and (0.1 - 0.5 + 0.3) / 0.4.
    assertThat(advantages).containsExactly(new double[] {0.25, -0.25}, within(1e-9));
  }

  @Test
  void equalPredictionsAreToldApartByTheRewards() {
    double[] advantages =
        DoublyRobust.advantages(
            new double[] {0.5, 0.5}, List.of(new Trained(0, 0.7, 1), new Trained(1, 0.4, 1)));

    assertThat(advantages).containsExactly(new double[] {1, -0.5}, within(1e-9));
    assertThat(DoublyRobust.advantages(new double[] {0.5, 0.5}, List.of())).containsOnly(0);
  }

  private static void add(double[] sum, double factor, int action, double[] p) {
    for (int j = 0; j < 3; j++) {
      sum[j] += factor * ((j == action ? 1 : 0) - p[j]);
    }
  }

  private static double[] gradient() {
    double h = 1e-5;
    return IntStream.range(0, 3).mapToDouble(j -> (value(j, h) - value(j, -h)) / (2 * h)).toArray();
  }

  private static double value(int logit, double step) {
    double[] logits = LOGITS.clone();
    logits[logit] += step;
    double[] p = probabilities(logits);
    return IntStream.range(0, 3).mapToDouble(a -> p[a] * REWARDS[a]).sum();
  }

  private static double[] probabilities(double[] logits) {
    double sum = IntStream.range(0, 3).mapToDouble(a -> Math.exp(logits[a])).sum();
    return IntStream.range(0, 3).mapToDouble(a -> Math.exp(logits[a]) / sum).toArray();
  }
}
