package org.epnas.training.trainer;

/**
 * Hears of every epoch of every trial, from the thread of the trial's slot. A training that begins
 * anew for lack of memory tells its epochs again.
 */
@FunctionalInterface
public interface TrialEpochListener {
  void epochEnded(int trial, EpochReport report);

  /** Does nothing. */
  TrialEpochListener NONE = (trial, report) -> {};
}
