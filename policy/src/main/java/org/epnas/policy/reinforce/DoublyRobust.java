package org.epnas.policy.reinforce;

import java.util.Arrays;

/**
 * Advantages of all rollouts of an episode of which only some were trained, with a predictor that
 * knows something of all of them (doubly robust, Dudik et al. 2011):
 *
 * <pre>
 *   grad J = 1/N sum_i (f_i - mean f) / s  grad log pi(a_i)
 *          + 1/K sum_k w_k (R_k - f_k) / s  grad log pi(a_k)
 * </pre>
 *
 * over the N rollouts and the K trained ones, f the predicted and R the observed rewards, s the
 * deviation of f. Without the first sum, f_k would be a baseline that depends on the action: what
 * was underrated would be rewarded, not what is good. With it the gradient is right for any f where
 * w_k is the exact weight, and every rollout teaches, trained or not.
 */
public final class DoublyRobust {
  private static final double SMALLEST_DEVIATION = 1e-9;

  private DoublyRobust() {}

  /**
   * One rollout that was trained.
   *
   * @param rollout its number
   * @param reward observed
   * @param weight of its being trained, 1 where that was drawn uniformly
   */
  public record Trained(int rollout, double reward, double weight) {}

  /**
   * Advantages A_i such that the gradient above is {@code 1/N sum_i A_i grad log pi(a_i)}; all 0
   * where nothing tells the rollouts apart.
   *
   * @param predicted f, one per rollout, made without knowledge of the rewards
   * @param trained any of them
   */
  public static double[] advantages(double[] predicted, Iterable<Trained> trained) {
    double mean = Arrays.stream(predicted).average().orElse(0);
    double variance =
        Arrays.stream(predicted).map(f -> (f - mean) * (f - mean)).average().orElse(0);
    double scale = Math.sqrt(variance);
    if (scale < SMALLEST_DEVIATION) {
      scale = surprise(predicted, trained);
    }
    if (scale < SMALLEST_DEVIATION) {
      return new double[predicted.length];
    }
    double unit = scale;
    double[] advantages = Arrays.stream(predicted).map(f -> (f - mean) / unit).toArray();
    int count = 0;
    for (Trained _ : trained) {
      count++;
    }
    for (Trained one : trained) {
      int i = one.rollout();
      advantages[i] +=
          one.weight() * (one.reward() - predicted[i]) / unit * predicted.length / count;
    }
    return advantages;
  }

  /** The largest error of a prediction: the unit where all predictions are equal. */
  private static double surprise(double[] predicted, Iterable<Trained> trained) {
    double largest = 0;
    for (Trained one : trained) {
      largest = Math.max(largest, Math.abs(one.reward() - predicted[one.rollout()]));
    }
    return largest;
  }
}
