package org.epnas.policy.predictor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.random.RandomGenerator;
import org.epnas.kernel.random.RandomStream;
import org.epnas.kernel.random.RandomStream.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Points (x, y) of the unit square. */
final class GaussianProcessTest {
  private static final KernelParameters DEFAULTS =
      new KernelParameters(new double[] {0.3, 0.3}, 0.02);

  private static final List<ToDoubleBiFunction<double[], double[]>> KINDS =
      List.of((a, b) -> (a[0] - b[0]) * (a[0] - b[0]), (a, b) -> (a[1] - b[1]) * (a[1] - b[1]));

  @Test
  void aKindOfDistanceCountsInUnitsOfItsMedian() {
    List<double[]> points = List.of(new double[] {0, 0}, new double[] {1, 0}, new double[] {3, 5});

    Distances distances = Distances.of(points, KINDS);

    // First kind: 1, 9, 4. Second: 0, 25, 25.
    assertThat(distances.units()).containsExactly(4, 25);
    double[][] kernel = distances.kernel(new KernelParameters(new double[] {0.5, 2}, 0.1));
    assertThat(kernel[1]).containsExactly(new double[] {Math.exp(-0.125), 1.1}, within(1e-12));
    assertThat(kernel[2][0]).isCloseTo(Math.exp(-0.5 * 9 / 4 - 2), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theKindThatMattersGetsTheWeight(long seed) {
    List<double[]> points = points(seed, 60);
    double[] targets = targets(points, 0.05, seed);

    KernelParameters found = KernelFit.of(Distances.of(points, KINDS), targets, DEFAULTS);

    assertThat(found.weights()[0]).isGreaterThan(3 * found.weights()[1]);
    assertThat(found.noise()).isLessThan(0.1);
  }

  @Test
  void targetsWithoutStructureAreNoise() {
    List<double[]> points = points(5, 60);
    RandomStream random = RandomStream.of(5, Purpose.SHUFFLE, 1, 0);
    double[] targets = points.stream().mapToDouble(_ -> random.nextGaussian()).toArray();

    assertThat(KernelFit.of(Distances.of(points, KINDS), targets, DEFAULTS).noise())
        .isGreaterThanOrEqualTo(0.2);
  }

  /** A Gaussian has 0.683 and 0.954 within one and two deviations. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1, 0.4})
  void deviationsAreThoseOfTheErrorsWhateverTheNoise(double noise) {
    double one = 0;
    double two = 0;
    for (long seed = 1; seed <= 10; seed++) {
      one += shareWithin(1, noise, seed) / 10;
      two += shareWithin(2, noise, seed) / 10;
    }
    assertThat(one).isBetween(0.6, 0.76);
    assertThat(two).isBetween(0.91, 0.98);
  }

  @Test
  void calibrationWidensWhatTheKernelGotWrong() {
    List<double[]> points = points(7, 60);
    double[] targets = targets(points, 0.3, 7);
    // It takes the noise for signal.
    KernelParameters wrong = new KernelParameters(new double[] {20, 20}, 0.005);
    KernelParameters right = KernelFit.of(Distances.of(points, KINDS), targets, DEFAULTS);

    assertThat(deviationAtTheCentre(points, targets, wrong))
        .isGreaterThan(0.9 * deviationAtTheCentre(points, targets, right));
  }

  private static double deviationAtTheCentre(
      List<double[]> points, double[] targets, KernelParameters parameters) {
    return process(points, targets, parameters)
        .predict(squared(new double[] {0.5, 0.5}, points))
        .deviation();
  }

  /** Share of unseen points whose target is within so many predicted deviations. */
  private static double shareWithin(double deviations, double noise, long seed) {
    List<double[]> all = points(seed, 160);
    double[] targets = targets(all, noise, seed);
    List<double[]> seen = all.subList(0, 60);
    double[] seenTargets = Arrays.copyOf(targets, 60);
    GaussianProcess process =
        process(seen, seenTargets, KernelFit.of(Distances.of(seen, KINDS), seenTargets, DEFAULTS));
    int inside = 0;
    for (int i = 60; i < 160; i++) {
      Prediction prediction = process.predict(squared(all.get(i), seen));
      inside +=
          Math.abs(targets[i] - prediction.mean()) <= deviations * prediction.deviation() ? 1 : 0;
    }
    return inside / 100.0;
  }

  private static GaussianProcess process(
      List<double[]> points, double[] targets, KernelParameters parameters) {
    return GaussianProcess.of(Distances.of(points, KINDS), parameters, targets).orElseThrow();
  }

  private static double[][] squared(double[] point, List<double[]> points) {
    return points.stream()
        .map(
            other -> KINDS.stream().mapToDouble(kind -> kind.applyAsDouble(point, other)).toArray())
        .toArray(double[][]::new);
  }

  private static List<double[]> points(long seed, int count) {
    RandomGenerator random = RandomStream.of(seed, Purpose.STRATEGY, 0, 0);
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      points.add(new double[] {random.nextDouble(), random.nextDouble()});
    }
    return points;
  }

  /** Only the first coordinate matters: sqrt(2) sin(2 pi x), of variance 1, and noise. */
  private static double[] targets(List<double[]> points, double noise, long seed) {
    RandomStream random = RandomStream.of(seed, Purpose.SHUFFLE, 0, 0);
    return points.stream()
        .mapToDouble(point ->
            Math.sqrt(2) * Math.sin(2 * Math.PI * point[0]) + noise * random.nextGaussian())
        .toArray();
  }
}
