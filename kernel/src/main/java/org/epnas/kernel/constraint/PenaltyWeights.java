package org.epnas.kernel.constraint;

import java.util.Arrays;
import java.util.List;

/**
 * The penalty weight of each constraint as the search goes on. Counted in trials, so that it does
 * not matter how many of them a strategy proposes at a time. Confined to one thread.
 */
final class PenaltyWeights {
  private final PenaltyWeightSchedule schedule;
  private final double[] weights;

  /** Trials in a row that violated. */
  private final int[] streaks;

  PenaltyWeights(int constraints, PenaltyWeightSchedule schedule) {
    this.schedule = schedule;
    weights = new double[constraints];
    Arrays.fill(weights, schedule.initial());
    streaks = new int[constraints];
  }

  double of(int constraint) {
    return weights[constraint];
  }

  /** Counts one trial. */
  void observe(List<Usage> uses) {
    for (int i = 0; i < weights.length; i++) {
      streaks[i] = uses.get(i).satisfied() ? 0 : streaks[i] + 1;
      if (streaks[i] == schedule.patience()) {
        weights[i] = Math.min(schedule.cap(), weights[i] * schedule.factor());
        streaks[i] = 0;
      }
    }
  }
}
