package org.epnas.kernel.search;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.trial.Trial;

/** Trials in a list, under a lock. */
final class InMemoryTrialStore implements TrialStore {
  private final List<Trial> trials = new ArrayList<>();

  @Override
  public synchronized void append(Trial trial) {
    trials.add(trial);
  }

  @Override
  public synchronized List<Trial> trials() {
    return List.copyOf(trials);
  }
}
