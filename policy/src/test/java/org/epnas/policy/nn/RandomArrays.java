package org.epnas.policy.nn;

import java.util.random.RandomGenerator;

/** Seeded test data. */
final class RandomArrays {
  private RandomArrays() {}

  /** Elements uniform in (-1, 1). */
  static float[] uniform(int size, RandomGenerator random) {
    float[] array = new float[size];
    for (int i = 0; i < size; i++) {
      array[i] = 2 * random.nextFloat() - 1;
    }
    return array;
  }

  /** The inner product in double precision: turns an output into an objective to differentiate. */
  static double dot(float[] weights, float[] array) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += (double) weights[i] * array[i];
    }
    return sum;
  }
}
