package org.epnas.study.session;

import java.util.List;
import org.epnas.kernel.search.TrialStore;
import org.epnas.kernel.trial.Trial;
import org.epnas.study.session.SearchOutputs.NamedStore;

/** Keeps every trial in several stores, one after the other. */
final class TrialStores implements TrialStore {
  private final TrialStore first;
  private final List<NamedStore> others;

  TrialStores(TrialStore first, List<NamedStore> others) {
    this.first = first;
    this.others = List.copyOf(others);
  }

  @Override
  public void append(Trial trial) {
    first.append(trial);
    for (NamedStore other : others) {
      if (!other.held().contains(trial.id())) {
        append(other, trial);
      }
    }
  }

  private static void append(NamedStore other, Trial trial) {
    try {
      other.store().append(trial);
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException(
          "Trial store (%s) failed: %s. Maybe leave out --store %s."
              .formatted(other.name(), e, other.name()),
          e);
    }
  }

  @Override
  public List<Trial> trials() {
    return first.trials();
  }
}
