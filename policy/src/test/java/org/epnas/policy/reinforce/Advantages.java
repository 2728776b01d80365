package org.epnas.policy.reinforce;

import java.util.Arrays;

/** Advantages of the trials of one episode. */
public final class Advantages {
  private static final double SMALLEST_DEVIATION = 1e-8;

  private Advantages() {}

  /**
   * Shifts to mean 0 and scales to (population) standard deviation 1; all zeros when the advantages
   * are equal or there is only one: then the episode says nothing about which action was better.
   */
  public static double[] standardise(double[] advantages) {
    double mean = Arrays.stream(advantages).average().orElse(0);
    double variance =
        Arrays.stream(advantages).map(a -> (a - mean) * (a - mean)).average().orElse(0);
    double deviation = Math.sqrt(variance);
    if (deviation < SMALLEST_DEVIATION) {
      return new double[advantages.length];
    }
    return Arrays.stream(advantages).map(a -> (a - mean) / deviation).toArray();
  }
}
