package org.epnas.policy.predictor;

import java.util.ArrayList;
import java.util.List;
import org.epnas.kernel.trial.Trial;

/**
 * What the predictor learns from. A network that failed by its own fault counts as the worst one
 * that completed: the reward 0 of a failure would stretch the scale on which the others differ.
 */
public final class History {
  private record Entry(PredictorInput input, Trial trial) {}

  private final List<Entry> entries = new ArrayList<>();

  public void add(PredictorInput input, Trial trial) {
    if (Evidence.aboutNetwork(trial.outcome())) {
      entries.add(new Entry(input, trial));
    }
  }

  /** In the order they were added. */
  public List<Observation> observations() {
    double worst =
        entries.stream()
            .filter(entry -> entry.trial.completed().isPresent())
            .mapToDouble(entry -> entry.trial.reward())
            .min()
            .orElse(0);
    return entries.stream()
        .map(entry ->
            new Observation(
                entry.input, entry.trial.completed().isPresent() ? entry.trial.reward() : worst))
        .toList();
  }
}
