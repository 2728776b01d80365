package org.epnas.policy.objectives;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.epnas.kernel.constraint.Usage;
import org.epnas.kernel.search.StrategyContext;
import org.epnas.kernel.trial.Objectives;
import org.epnas.kernel.trial.Trial;

/**
 * Several objectives as one figure, for strategies that compare trials by one: the augmented
 * Tchebycheff function of ParEGO (Knowles 2006, equation 2) with weights drawn anew again and
 * again,
 *
 * <pre>-(max_i w_i d_i + 0.05 sum_i w_i d_i)</pre>
 *
 * with d_i the distance to the best value so far as a share of the range so far. Every point of the
 * front is the best for some weights. Where the accuracy is all it is the present reward, and draws
 * no random numbers.
 */
public final class Scalarisation {
  private static final double AUGMENTATION = 0.05;

  /** More than the worst that is within the limits. */
  private static final double BEYOND_LIMITS = 3;

  private final StrategyContext context;
  private final Objectives objectives;
  private final double[] least;
  private final double[] most;
  private double[] weights;

  public Scalarisation(StrategyContext context) {
    this.context = context;
    objectives = context.objectives();
    least = new double[objectives.size()];
    most = new double[objectives.size()];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    weights = new double[objectives.size()];
    Arrays.fill(weights, 1.0 / weights.length);
  }

  /** Takes in a trial, so that its objectives are within the range. */
  public void observe(Trial trial) {
    if (objectives.several() && trial.feasible()) {
      double[] vector = objectives.of(trial);
      for (int i = 0; i < vector.length; i++) {
        least[i] = Math.min(least[i], vector[i]);
        most[i] = Math.max(most[i], vector[i]);
      }
    }
  }

  /** Draws weights, uniformly over all that add up to one. */
  public void redraw(RandomGenerator random) {
    if (objectives.several()) {
      double[] drawn = new double[objectives.size()];
      Arrays.setAll(drawn, _ -> -Math.log(1 - random.nextDouble()));
      double sum = Arrays.stream(drawn).sum();
      weights = Arrays.stream(drawn).map(one -> sum > 0 ? one / sum : 1.0 / drawn.length).toArray();
    }
  }

  /** What a trial is worth at the present weights and ranges; higher is better. */
  public double value(Trial trial) {
    if (!objectives.several()) {
      return context.presentReward(trial);
    }
    if (!trial.feasible()) {
      return -BEYOND_LIMITS - trial.uses().stream().mapToDouble(Usage::excess).max().orElse(0);
    }
    List<Double> parts = new ArrayList<>();
    double[] vector = objectives.of(trial);
    for (int i = 0; i < vector.length; i++) {
      double range = most[i] - least[i];
      parts.add(range > 0 ? weights[i] * (most[i] - vector[i]) / range : 0);
    }
    double sum = parts.stream().mapToDouble(Double::doubleValue).sum();
    return -(parts.stream().mapToDouble(Double::doubleValue).max().orElse(0) + AUGMENTATION * sum);
  }
}
