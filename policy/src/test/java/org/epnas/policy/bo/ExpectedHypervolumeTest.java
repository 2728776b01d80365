package org.epnas.policy.bo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.epnas.kernel.trial.Hypervolume;
import org.epnas.policy.predictor.Prediction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedHypervolumeTest {
  /** So sure that the expectation is the improvement itself. */
  private static Prediction sure(double mean) {
    return new Prediction(mean, 1e-9, 1e-9);
  }

  @Test
  void aSureImprovementByHand() {
    // Reference (0.5, -10, -10); the front's only point (0.7, -6, -6) has the box 0.2 x 4 x 4.
    ExpectedHypervolume expected =
        new ExpectedHypervolume(List.of(new double[] {0.7, -6, -6}), new double[] {0.5, -10, -10});

    // (0.8, -8, -4): box 0.3 x 2 x 6 = 3.6, shared 0.2 x 2 x 4 = 1.6.
    assertThat(expected.of(sure(0.8), new double[] {-8, -4})).isCloseTo(2.0, within(1e-6));
    // (0.6, -6, -5): 0.1 x 4 x 5 = 2.0, shared 0.1 x 4 x 4 = 1.6.
    assertThat(expected.of(sure(0.6), new double[] {-6, -5})).isCloseTo(0.4, within(1e-6));
    // Dominated, and beyond the reference.
    assertThat(expected.of(sure(0.6), new double[] {-7, -7})).isCloseTo(0, within(1e-6));
    assertThat(expected.of(sure(0.9), new double[] {-11, -4})).isZero();
  }

  @Test
  void anUncertainImprovementByHand() {
    // Nothing on the front: E[max(0, X - 0.5)] times 2 x 5; for X of mean 0.5 and deviation 0.1
    // that is 0.1 / sqrt(2 pi).
    ExpectedHypervolume expected = new ExpectedHypervolume(List.of(), new double[] {0.5, -10, -10});

    assertThat(expected.of(new Prediction(0.5, 0.2, 0.1), new double[] {-8, -5}))
        .isCloseTo(10 * 0.1 / Math.sqrt(2 * Math.PI), within(1e-9));
  }

  /** With one, two and three known objectives, against 200,000 draws of the uncertain one. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void isTheMeanOfManyDraws(int known) {
    Random random = new Random(known);
    double[] reference = new double[known + 1];
    List<double[]> front = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      front.add(random.doubles(known + 1).map(value -> value - 0.1).toArray());
    }
    ExpectedHypervolume expected = new ExpectedHypervolume(front, reference);
    for (int candidate = 0; candidate < 5; candidate++) {
      double[] others = random.doubles(known).map(value -> 0.5 + value / 2).toArray();
      Prediction first = new Prediction(random.nextDouble(), 1, 0.05 + 0.3 * random.nextDouble());

      double exact = expected.of(first, others);

      assertThat(exact).isCloseTo(simulated(first, others, front, random), within(2e-3));
    }
  }

  private static double simulated(
      Prediction first, double[] others, List<double[]> front, Random random) {
    double sum = 0;
    int draws = 200_000;
    int steps = 2_000;
    // The gain as a function of the uncertain objective, tabulated: it is computed anew otherwise.
    double[] gains = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      double[] point = new double[others.length + 1];
      point[0] = 3.0 * i / steps;
      System.arraycopy(others, 0, point, 1, others.length);
      gains[i] = Hypervolume.gained(point, front, new double[point.length]);
    }
    for (int i = 0; i < draws; i++) {
      double drawn = first.mean() + first.latent() * random.nextGaussian();
      double at = Math.max(0, Math.min(steps, drawn / 3 * steps));
      int low = Math.min(steps - 1, (int) at);
      sum += gains[low] + (at - low) * (gains[low + 1] - gains[low]);
    }
    return sum / draws;
  }

  @Test
  void aStaircaseGrowsByWhatIsNew() {
    Staircase stairs = new Staircase(8);

    assertThat(stairs.add(2, 2)).isEqualTo(4);
    assertThat(stairs.add(1, 3)).isEqualTo(1);
    assertThat(stairs.add(3, 1)).isEqualTo(1);
    assertThat(stairs.add(2, 1)).isZero();
    assertThat(stairs.add(0, 9)).isZero();
    // The same width, one higher than the first: 1 x 1.
    assertThat(stairs.add(2, 3)).isEqualTo(1);
    // All of it: 4 x 4 less 2 x 3 + 1 x 1.
    assertThat(stairs.add(4, 4)).isEqualTo(9);
  }
}
