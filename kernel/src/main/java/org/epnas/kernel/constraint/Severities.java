package org.epnas.kernel.constraint;

import java.util.Arrays;
import java.util.List;

/**
 * The severity of each constraint as the search goes on. Counted in trials, so that it does not
 * matter how many of them a strategy proposes at a time. Confined to one thread.
 */
final class Severities {
  private final SeveritySchedule schedule;
  private final double[] severities;

  /** Trials in a row that violated. */
  private final int[] streaks;

  Severities(int constraints, SeveritySchedule schedule) {
    this.schedule = schedule;
    severities = new double[constraints];
    Arrays.fill(severities, schedule.initial());
    streaks = new int[constraints];
  }

  double of(int constraint) {
    return severities[constraint];
  }

  /** Counts one trial. */
  void observe(List<Usage> uses) {
    for (int i = 0; i < severities.length; i++) {
      streaks[i] = uses.get(i).satisfied() ? 0 : streaks[i] + 1;
      if (streaks[i] == schedule.patience()) {
        severities[i] = Math.min(schedule.cap(), severities[i] * schedule.factor());
        streaks[i] = 0;
      }
    }
  }
}
