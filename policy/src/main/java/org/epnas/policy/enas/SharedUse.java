package org.epnas.policy.enas;

import org.epnas.kernel.search.SearchStatus;
import org.epnas.kernel.trial.Metric;
import org.epnas.kernel.trial.Trial;

/**
 * What the shared trials used, for a careful estimate of how much of the budget the first derived
 * architectures will take: all that was used is charged to the epochs trained, or to the trials.
 */
final class SharedUse {
  private int trials;
  private double epochs;

  void observe(Trial trial) {
    trials++;
    epochs +=
        trial.completed().stream()
            .mapToDouble(done -> done.metrics().getOrDefault(Metric.EPOCHS, 0.0))
            .sum();
  }

  /** Shared trials that a share of the budget pays for. */
  int affordableTrials(double share, SearchStatus status) {
    return number(share * trials, status);
  }

  /** Trainings of so many epochs that a share of the budget pays for. */
  int affordableTrainings(double share, int trainingEpochs, SearchStatus status) {
    return number(share * Math.min(epochs / trainingEpochs, trials), status);
  }

  private static int number(double amount, SearchStatus status) {
    return status.fractionUsed() > 0 ? (int) (amount / status.fractionUsed()) : 0;
  }
}
