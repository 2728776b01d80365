package org.epnas.kernel.constraint;

import java.util.Arrays;
import java.util.List;

/** The penalty weight of each constraint as the search goes on. Confined to one thread. */
final class PenaltyWeights {
  private final PenaltyWeightSchedule schedule;
  private final double[] weights;

  /** Episodes in a row, up to the last closed one, in which every trial violated. */
  private final int[] streaks;

  /** Whether every trial of the open episode violated so far. */
  private final boolean[] violated;

  private int episode = -1;

  PenaltyWeights(int constraints, PenaltyWeightSchedule schedule) {
    this.schedule = schedule;
    weights = new double[constraints];
    Arrays.fill(weights, schedule.initial());
    streaks = new int[constraints];
    violated = new boolean[constraints];
  }

  double of(int constraint) {
    return weights[constraint];
  }

  /**
   * Counts one trial. The first trial of a later episode closes the open one; a late trial of a
   * closed episode is not counted.
   */
  void observe(int trialEpisode, List<Usage> uses) {
    if (trialEpisode > episode) {
      if (episode >= 0) {
        close();
      }
      episode = trialEpisode;
      Arrays.fill(violated, true);
    }
    if (trialEpisode == episode) {
      for (int i = 0; i < violated.length; i++) {
        violated[i] &= !uses.get(i).satisfied();
      }
    }
  }

  private void close() {
    for (int i = 0; i < weights.length; i++) {
      streaks[i] = violated[i] ? streaks[i] + 1 : 0;
      if (streaks[i] == schedule.patience()) {
        weights[i] = Math.min(schedule.cap(), weights[i] * schedule.factor());
        streaks[i] = 0;
      }
    }
  }
}
