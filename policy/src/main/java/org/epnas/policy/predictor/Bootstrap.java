package org.epnas.policy.predictor;

import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Online bootstrap (Oza and Russell 2001): an observation counts Poisson(1) times. Drawn one after
 * the other from the same stream, an observation counts as often in every later fit.
 */
final class Bootstrap {
  private Bootstrap() {}

  /** Indices of the observations, each as often as it counts; all once where none was drawn. */
  static int[] indices(int observations, RandomGenerator random) {
    int[] drawn =
        IntStream.range(0, observations)
            .flatMap(i -> IntStream.generate(() -> i).limit(poisson(random)))
            .toArray();
    return drawn.length > 0 ? drawn : IntStream.range(0, observations).toArray();
  }

  /** Poisson(1) by multiplication (Knuth). */
  private static int poisson(RandomGenerator random) {
    double product = random.nextDouble();
    int count = 0;
    while (product > 1 / Math.E) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
